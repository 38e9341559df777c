// Entries and tiles of a record, and the trees that they make.

package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// entries are a log's entries with all hashes of its tree, in the order of tlog's own storage.
type entries struct {
	data   [][]byte
	hashes storedHashes
}

type storedHashes []tlog.Hash

func (s storedHashes) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, 0, len(indexes))
	for _, index := range indexes {
		if index < 0 || index >= int64(len(s)) {
			return nil, fmt.Errorf("no stored hash %d", index)
		}
		out = append(out, s[index])
	}
	return out, nil
}

// tlogPath is the path of C2SP tlog-tiles: tile/<level>/<N>[.p/<W>], without the height that tlog.Tile.Path writes.
func tlogPath(kind string, n int64, width int) string {
	index := fmt.Sprintf("%03d", n%1000)
	for n >= 1000 {
		n /= 1000
		index = fmt.Sprintf("x%03d/%s", n%1000, index)
	}
	path := "tile/" + kind + "/" + index
	if width < tileWidth {
		path += ".p/" + strconv.Itoa(width)
	}
	return path
}

func readEntries(dir string, size int64) (*entries, error) {
	log := &entries{}
	for first := int64(0); first < size; first += tileWidth {
		width := int(min(tileWidth, size-first))
		path := tlogPath("entries", first/tileWidth, width)
		bundle, err := os.ReadFile(filepath.Join(dir, path))
		if err != nil {
			return nil, fmt.Errorf("entries %d to %d: %w", first, first+int64(width)-1, err)
		}
		for i := 0; i < width; i++ {
			index := first + int64(i)
			if len(bundle) < 2 || len(bundle)-2 < int(binary.BigEndian.Uint16(bundle)) {
				return nil, fmt.Errorf("%s ends inside entry %d", path, index)
			}
			end := 2 + int(binary.BigEndian.Uint16(bundle))
			entry := bundle[2:end]
			bundle = bundle[end:]
			hashes, err := tlog.StoredHashes(index, entry, log.hashes)
			if err != nil {
				return nil, fmt.Errorf("entry %d: %w", index, err)
			}
			log.hashes = append(log.hashes, hashes...)
			log.data = append(log.data, entry)
		}
		if len(bundle) != 0 {
			return nil, fmt.Errorf("%s has %d bytes after its last entry", path, len(bundle))
		}
	}
	return log, nil
}

// tileReader gives tlog the tiles of the export.
type tileReader struct{ dir string }

func (r *tileReader) Height() int                     { return tileHeight }
func (r *tileReader) SaveTiles([]tlog.Tile, [][]byte) {}
func (r *tileReader) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	out := make([][]byte, 0, len(tiles))
	for _, tile := range tiles {
		path := tlogPath(strconv.Itoa(tile.L), tile.N, tile.W)
		data, err := os.ReadFile(filepath.Join(r.dir, path))
		if err != nil {
			return nil, err
		}
		if len(data) != tile.W*tlog.HashSize {
			return nil, fmt.Errorf("%s is %d bytes long, not %d", path, len(data), tile.W*tlog.HashSize)
		}
		out = append(out, data)
	}
	return out, nil
}

// checkTiles compares every tile that a log of this size must publish with the one computed from the entries.
func checkTiles(reader *tileReader, log *entries, tree tlog.Tree) error {
	tiles := tlog.NewTiles(tileHeight, 0, tree.N)
	for _, tile := range tiles {
		want, err := tlog.ReadTileData(tile, log.hashes)
		if err != nil {
			return err
		}
		found, err := reader.ReadTiles([]tlog.Tile{tile})
		if err != nil {
			return fmt.Errorf("tile: %w", err)
		}
		if !bytes.Equal(found[0], want) {
			path := tlogPath(strconv.Itoa(tile.L), tile.N, tile.W)
			return fmt.Errorf("%s is not the tile of these entries", path)
		}
	}
	fmt.Printf("tiles: %d, each as computed from the entries\n", len(tiles))
	return nil
}

// checkLeaves compares each entry with its leaf hash as tlog authenticates it through the tiles.
func checkLeaves(reader tlog.HashReader, log *entries) error {
	for first := 0; first < len(log.data); first += tileWidth {
		var indexes []int64
		for i := first; i < min(first+tileWidth, len(log.data)); i++ {
			indexes = append(indexes, tlog.StoredHashIndex(0, int64(i)))
		}
		hashes, err := reader.ReadHashes(indexes)
		if err != nil {
			return fmt.Errorf("entries from %d: %w", first, err)
		}
		for i, hash := range hashes {
			if hash != tlog.RecordHash(log.data[first+i]) {
				return fmt.Errorf("entry %d is not the one in the tree", first+i)
			}
		}
	}
	fmt.Printf("entries: %d, each found in the tree through authenticated tiles\n", len(log.data))
	return nil
}

func checkInclusion(reader tlog.HashReader, log *entries, tree tlog.Tree) error {
	if tree.N == 0 {
		return nil
	}
	for _, index := range []int64{0, tree.N / 3, tree.N / 2, tree.N - 1} {
		proof, err := tlog.ProveRecord(tree.N, index, reader)
		if err != nil {
			return fmt.Errorf("inclusion proof of entry %d: %w", index, err)
		}
		leaf := tlog.RecordHash(log.data[index])
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, index, leaf); err != nil {
			return fmt.Errorf("inclusion of entry %d: %w", index, err)
		}
	}
	fmt.Println("inclusion: proofs made from the tiles hold")
	return nil
}

func checkConsistency(reader tlog.HashReader, old, head checkpoint) error {
	if old.origin != head.origin {
		return fmt.Errorf("the older checkpoint is of another log, %s", old.origin)
	}
	if old.tree.N > head.tree.N {
		return fmt.Errorf("the log shrank from %d entries to %d", old.tree.N, head.tree.N)
	}
	if old.tree.N == 0 {
		if old.tree.Hash != tlog.Hash(sha256.Sum256(nil)) {
			return errors.New("the older checkpoint has a wrong root for no entries")
		}
		return nil
	}
	proof, err := tlog.ProveTree(head.tree.N, old.tree.N, reader)
	if err != nil {
		return fmt.Errorf("consistency proof: %w", err)
	}
	if err := tlog.CheckTree(proof, head.tree.N, head.tree.Hash, old.tree.N, old.tree.Hash); err != nil {
		return fmt.Errorf("the log forked: it does not contain the older tree of %d entries: %w", old.tree.N, err)
	}
	return nil
}

// Trees.

// compareTrees reads lines "size index old root inclusion consistency" and compares them with what tlog makes of the
// tree whose leaves are the numbers from zero as eight bytes, big-endian: the root at that size, and the SHA-256 of
// the hashes of the inclusion proof of the index and of the consistency proof from the older size.
func compareTrees(file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var hashes storedHashes
	var leaves int64
	compared := 0
	for i, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		var size, index, old int64
		var root, inclusion, consistency string
		if _, err := fmt.Sscan(line, &size, &index, &old, &root, &inclusion, &consistency); err != nil {
			return fmt.Errorf("line %d: %w", i+1, err)
		}
		for ; leaves < size; leaves++ {
			more, err := tlog.StoredHashes(leaves, binary.BigEndian.AppendUint64(nil, uint64(leaves)), hashes)
			if err != nil {
				return err
			}
			hashes = append(hashes, more...)
		}
		hash, err := tlog.TreeHash(size, hashes)
		if err != nil {
			return err
		}
		record, err := tlog.ProveRecord(size, index, hashes)
		if err != nil {
			return err
		}
		tree, err := tlog.ProveTree(size, old, hashes)
		if err != nil {
			return err
		}
		for _, pair := range [][2]string{
			{root, hex.EncodeToString(hash[:])},
			{inclusion, digest(record)},
			{consistency, digest(tree)},
		} {
			if pair[0] != pair[1] {
				return fmt.Errorf("line %d (%s): found %s, tlog has %s", i+1, line, pair[0], pair[1])
			}
			compared++
		}
	}
	fmt.Printf("%d roots and proofs agree\n", compared)
	return nil
}

func digest(hashes []tlog.Hash) string {
	sum := sha256.New()
	for _, hash := range hashes {
		sum.Write(hash[:])
	}
	return hex.EncodeToString(sum.Sum(nil))
}
