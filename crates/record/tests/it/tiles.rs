//! Tiles and bundles: which there are, what they are called, what is in them.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::{Log, check};
use madang_record::tile::{
    body_path, bundles_for_size, encode_bundle, new_bundles, new_tiles, parse_body_path,
    parse_tile, tile_root, tiles_for_size,
};
use madang_record::{
    BundleId, BundleReader, Frontier, Hash, NodeReader, TileError, TileId, hash, inclusion_proof,
    leaf_hash, node_hash, verify_inclusion,
};
use proptest::prelude::*;

#[test]
fn paths_are_those_of_the_specification() {
    let tile = TileId {
        level: 0,
        index: 1_234_067,
        width: 256,
    };
    assert_eq!(tile.path(), "tile/0/x001/x234/067");
    for (tile, path) in [
        (
            TileId {
                level: 0,
                index: 0,
                width: 256,
            },
            "tile/0/000",
        ),
        (
            TileId {
                level: 1,
                index: 999,
                width: 1,
            },
            "tile/1/999.p/1",
        ),
        (
            TileId {
                level: 2,
                index: 1000,
                width: 255,
            },
            "tile/2/x001/000.p/255",
        ),
        (
            TileId {
                level: 7,
                index: 1_000_000,
                width: 256,
            },
            "tile/7/x001/x000/000",
        ),
    ] {
        assert_eq!(tile.path(), path);
        assert_eq!(TileId::parse(path), Ok(tile));
    }
    let bundle = BundleId {
        index: 273,
        width: 112,
    };
    assert_eq!(bundle.path(), "tile/entries/273.p/112");
    assert_eq!(BundleId::parse("tile/entries/273.p/112"), Ok(bundle));
    assert_eq!(bundle.first_entry(), 69_888);
    assert_eq!(body_path(1_234_067), "body/x001/x234/067");
    assert_eq!(parse_body_path("body/x001/x234/067"), Some(1_234_067));
    assert_eq!(parse_body_path("body/000.p/1"), None);
}

#[test]
fn other_paths_name_nothing() {
    for wrong in [
        "tile/0/0",
        "tile/0/00",
        "tile/0/0000",
        "tile/0/x000/001",
        "tile/0/001/002",
        "tile/0/x001",
        "tile/0/x001/x002",
        "tile/00/000",
        "tile/8/000",
        "tile/-1/000",
        "tile/0/",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/01",
        "tile/0/000.p/+1",
        "tile/0/000.p/",
        "tile/0/000.p/1/",
        "/tile/0/000",
        "tile/0/000/",
        "tile/0/../0/000",
        "tile/0/000.p/1.p/1",
        "tile/entries/000",
        "tile/0/x999/x999/x999/x999/x999/x999/999",
        "",
        "tile/0/٠٠٠",
    ] {
        assert!(TileId::parse(wrong).is_err(), "{wrong}");
    }
    assert!(BundleId::parse("tile/0/000").is_err());
    assert!(BundleId::parse("tile/entries/x000/000").is_err());
}

#[test]
fn a_log_of_70000_has_the_tiles_that_the_specification_names() {
    let tiles: Vec<TileId> = tiles_for_size(70_000).collect();
    let full = |level| {
        tiles
            .iter()
            .filter(|t| t.level == level && t.is_full())
            .count()
    };
    let partial: Vec<(u8, u64, u16)> = tiles
        .iter()
        .filter(|t| !t.is_full())
        .map(|t| (t.level, t.index, t.width))
        .collect();
    assert_eq!((full(0), full(1), full(2)), (273, 1, 0));
    assert_eq!(partial, [(0, 273, 112), (1, 1, 17), (2, 0, 1)]);
    let tiles: Vec<String> = tiles_for_size(256).map(|t| t.path()).collect();
    assert_eq!(tiles, ["tile/0/000", "tile/1/000.p/1"]);
    assert_eq!(tiles_for_size(0).count(), 0);
    assert_eq!(bundles_for_size(0).count(), 0);
}

/// A tile is published for a size if it holds what the specification says: floor(size / 256^level) hashes a level.
fn published(size: u64) -> BTreeSet<TileId> {
    let mut tiles = BTreeSet::new();
    for level in 0..8u8 {
        let count = size / 256u64.pow(level.into());
        for index in 0..count.div_ceil(256) {
            let width = (count - index * 256).min(256) as u16;
            tiles.insert(TileId {
                level,
                index,
                width,
            });
        }
    }
    tiles
}

proptest! {
    #[test]
    fn the_tiles_of_a_size(size in 0u64..300_000, growth in 0u64..70_000) {
        let old: BTreeSet<TileId> = tiles_for_size(size).collect();
        prop_assert_eq!(&old, &published(size));
        let all = published(size + growth);
        let new: BTreeSet<TileId> = new_tiles(size, size + growth).collect();
        prop_assert_eq!(&new, &all.difference(&old).copied().collect());
        let bundles: BTreeSet<TileId> = bundles_for_size(size).map(BundleId::tile).collect();
        prop_assert_eq!(&bundles, &old.iter().filter(|t| t.level == 0).copied().collect());
        let new: BTreeSet<TileId> = new_bundles(size, size + growth).map(BundleId::tile).collect();
        prop_assert!(new.iter().all(|t| all.contains(t) && !old.contains(t)));
    }

    #[test]
    fn paths_are_read_back(level in 0u8..8, index in 0..(1u64 << 55), width in 1u16..=256) {
        let tile = TileId { level, index, width };
        prop_assert_eq!(TileId::parse(&tile.path()), Ok(tile));
        let bundle = BundleId { index, width };
        prop_assert_eq!(BundleId::parse(&bundle.path()), Ok(bundle));
        prop_assert_eq!(parse_body_path(&body_path(index)), Some(index));
    }

    #[test]
    fn a_path_has_one_spelling(path in "tile/(entries|[0-9])(/x?[0-9]{3}){1,4}(\\.p/[0-9]{1,3})?") {
        if let Ok(tile) = TileId::parse(&path) {
            prop_assert_eq!(tile.path(), path);
        } else if let Ok(bundle) = BundleId::parse(&path) {
            prop_assert_eq!(bundle.path(), path);
        }
    }

    #[test]
    fn a_bundle_is_read_back_and_nothing_else_is(
        entries in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..40), 1..257),
        cut in any::<prop::sample::Index>(),
        extra in proptest::collection::vec(any::<u8>(), 1..4),
    ) {
        let width = entries.len() as u16;
        let bytes = encode_bundle(&entries).unwrap();
        let read: Vec<&[u8]> = BundleReader::new(&bytes, width).unwrap().collect();
        prop_assert_eq!(&read, &entries);
        let short = &bytes[..cut.index(bytes.len())];
        let truncated = matches!(BundleReader::new(short, width), Err(TileError::Truncated { .. }));
        prop_assert!(truncated);
        let long = [bytes.clone(), extra].concat();
        let excess = matches!(BundleReader::new(&long, width), Err(TileError::TrailingBytes { .. }));
        prop_assert!(excess);
        if width > 1 {
            let one_less = BundleReader::new(&bytes, width - 1);
            let excess = matches!(one_less, Err(TileError::TrailingBytes { .. }));
            prop_assert!(excess);
        }
        if width < 256 {
            let one_more = BundleReader::new(&bytes, width + 1);
            let truncated = matches!(one_more, Err(TileError::Truncated { .. }));
            prop_assert!(truncated);
        }
    }
}

#[test]
fn bundles_have_limits() {
    assert_eq!(
        encode_bundle(Vec::<Vec<u8>>::new()),
        Err(TileError::Count(0))
    );
    assert_eq!(encode_bundle(vec![b"x"; 257]), Err(TileError::Count(257)));
    assert!(encode_bundle([vec![0; 65_535]]).is_ok());
    assert_eq!(
        encode_bundle([vec![0; 1], vec![0; 65_536]]),
        Err(TileError::EntryTooLong {
            position: 1,
            length: 65_536
        })
    );
    assert!(BundleReader::new(&[], 0).is_err());
    assert!(BundleReader::new(&[], 257).is_err());
    assert_eq!(
        parse_tile(&[0; 63], 2),
        Err(TileError::TileLength {
            width: 2,
            found: 63
        })
    );
    assert!(parse_tile(&[0; 64], 2).is_ok());
    assert!(parse_tile(&[0; 64], 1).is_err());
    assert!(parse_tile(&[0; 65], 2).is_err());
}

/// What is read through tiles is what the frontier reported, at the sizes where tiles begin and end.
#[test]
fn nodes_read_from_tiles_are_the_tree_s() {
    let mut frontier = Frontier::new();
    let mut nodes: BTreeMap<(u8, u64), Hash> = BTreeMap::new();
    let mut size = 0u64;
    for target in [0, 1, 2, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537] {
        while size < target {
            frontier.append_with(leaf_hash(&size.to_be_bytes()), |level, index, hash| {
                nodes.insert((level, index), *hash);
            });
            size += 1;
        }
        let tiles: BTreeMap<TileId, Vec<u8>> = tiles_for_size(size)
            .map(|tile| {
                let row = (0..u64::from(tile.width))
                    .flat_map(|i| *nodes[&(8 * tile.level, 256 * tile.index + i)].as_bytes());
                (tile, row.collect())
            })
            .collect();
        let reader = madang_record::TileNodes::new(size, |tile| tiles.get(&tile).cloned());
        for (&(level, index), hash) in nodes
            .iter()
            .filter(|((_, index), _)| index % 13 == 0 || index + 300 > size)
        {
            assert_eq!(
                reader.node(level, index),
                Some(*hash),
                "{level} {index} of {size}"
            );
        }
        assert_eq!(reader.node(0, size), None);
        assert_eq!(reader.node(8, size / 256), None);
        assert_eq!(reader.node(200, 0), None);
        assert_eq!(reader.node(63, u64::MAX), None);
        for index in [0, size / 2, size.saturating_sub(1)]
            .into_iter()
            .filter(|&i| i < size)
        {
            let proof = inclusion_proof(&reader, index, size).unwrap();
            let leaf = leaf_hash(&index.to_be_bytes());
            assert_eq!(
                verify_inclusion(&leaf, index, size, &proof, &frontier.root()),
                Ok(())
            );
        }
    }
}

#[test]
fn a_full_tile_has_the_root_that_the_level_above_holds() {
    let hashes: Vec<Hash> = (0..256u32)
        .map(|n| hash::sha256(&n.to_be_bytes()))
        .collect();
    let mut row = hashes.clone();
    while row.len() > 1 {
        row = row
            .chunks(2)
            .map(|pair| node_hash(&pair[0], &pair[1]))
            .collect();
    }
    assert_eq!(tile_root(&hashes), Some(row[0]));
    assert_eq!(tile_root(&hashes[..255]), None);
    assert_eq!(tile_root(&hashes[..128]), None);
}

#[test]
fn a_published_log_is_sound_at_every_edge() {
    for size in [0, 1, 2, 255, 256, 257, 600] {
        let log = Log::new(size);
        assert_eq!(check(&log.files, &log.keys()), Ok(()), "{size}");
    }
}
