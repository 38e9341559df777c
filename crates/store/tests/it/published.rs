//! What a log publishes, made again from its entries.

use madang_record::note::VerifyingKey;
use madang_record::tile::{BundleReader, parse_tile, tile_root};
use madang_record::{Checkpoint, Frontier, Hash, leaf_hash, verify_consistency, verify_inclusion};
use madang_store::Store;

/// Recomputes everything that a log publishes from its entries and compares.
pub async fn check_published(store: &Store, keys: &[VerifyingKey]) {
    let size = store.size().await.unwrap();
    let checkpoint = Checkpoint::open(&store.checkpoint().await.unwrap(), keys).unwrap();
    let entries = store.entries(0..u64::MAX).collect().await.unwrap();
    assert_eq!(entries.len() as u64, size);
    let mut frontier = Frontier::new();
    let mut roots = vec![frontier.root()];
    for (index, bytes) in &entries {
        assert_eq!(*index, frontier.size());
        frontier.append(leaf_hash(bytes));
        roots.push(frontier.root());
    }
    assert_eq!((checkpoint.size, checkpoint.root), (size, frontier.root()));
    for id in madang_record::tile::tiles_for_size(size) {
        let tile = store
            .tile(id.level, id.index, id.width)
            .await
            .unwrap()
            .unwrap();
        let hashes = parse_tile(&tile, id.width).unwrap();
        for (position, hash) in (id.index * 256..).zip(&hashes) {
            let expected = match id.level {
                0 => leaf_hash(&entries[position as usize].1),
                _ => {
                    let below = store
                        .tile(id.level - 1, position, 256)
                        .await
                        .unwrap()
                        .unwrap();
                    tile_root(&parse_tile(&below, 256).unwrap()).unwrap()
                }
            };
            assert_eq!(*hash, expected, "{}", id.path());
        }
    }
    for id in madang_record::tile::bundles_for_size(size) {
        let bundle = store
            .entry_bundle(id.index, id.width)
            .await
            .unwrap()
            .unwrap();
        for (position, entry) in
            (id.first_entry()..).zip(BundleReader::new(&bundle, id.width).unwrap())
        {
            assert_eq!(entry, entries[position as usize].1);
        }
    }
    check_proofs(store, keys, &entries, &roots).await;
    assert!(store.inclusion_proof(0, size + 1).await.is_err());
    assert_eq!(
        store
            .tile(0, size / 256, 1 + (size % 256) as u16)
            .await
            .unwrap(),
        None
    );
    assert_eq!(store.tile(0, u64::MAX, 256).await.unwrap(), None);
    assert_eq!(store.entry_bundle(u64::MAX, 256).await.unwrap(), None);
    assert_eq!(store.receipt(size).await.unwrap(), None);
    assert!(store.entry(size).await.unwrap().is_none());
}

/// Proves some entries in the tree, and that the tree grew from what it was before each of them.
async fn check_proofs(
    store: &Store,
    keys: &[VerifyingKey],
    entries: &[(u64, Vec<u8>)],
    roots: &[Hash],
) {
    let size = entries.len() as u64;
    let root = roots[entries.len()];
    for index in [0, 1, size / 3, size / 2, size - 1] {
        let leaf = leaf_hash(&entries[index as usize].1);
        let proof = store.inclusion_proof(index, size).await.unwrap();
        verify_inclusion(&leaf, index, size, &proof, &root).unwrap();
        let proof = store.consistency_proof(index, size).await.unwrap();
        verify_consistency(index, &roots[index as usize], size, &root, &proof).unwrap();
        let receipt = store.receipt(index).await.unwrap().unwrap();
        receipt.verify(keys).unwrap();
    }
}
