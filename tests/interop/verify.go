// Verifies an exported record with code that is not part of this project: golang.org/x/mod's sumdb/tlog (Merkle
// trees, tiles, proofs) and sumdb/note (signed notes). What stands here is glue: file names, the text of a checkpoint,
// the text of a proof, and witness cosignatures, which those packages do not know.
//
// Usage: verify EXPORT_DIR [OLD_CHECKPOINT|-] [RECEIPT]
// Or: verify --trees FILE, to compare roots and proofs of trees of numbered leaves.
//
// Exit status: 0 the record is sound, 1 it is not, 2 the check could not be run.
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const tileHeight = 8
const tileWidth = 1 << tileHeight

func main() {
	if len(os.Args) < 2 || len(os.Args) > 4 {
		fmt.Fprintln(os.Stderr, "usage: verify EXPORT_DIR [OLD_CHECKPOINT|-] [RECEIPT]")
		os.Exit(2)
	}
	argument := func(i int) string {
		if i < len(os.Args) && os.Args[i] != "-" {
			return os.Args[i]
		}
		return ""
	}
	check := func() error { return verify(os.Args[1], argument(2), argument(3)) }
	if os.Args[1] == "--trees" {
		check = func() error { return compareTrees(argument(2)) }
	}
	if err := check(); err != nil {
		fmt.Println("REJECTED:", err)
		os.Exit(1)
	}
	fmt.Println("ACCEPTED")
}

func verify(dir, oldFile, receiptFile string) error {
	verifiers, err := readKeys(dir)
	if err != nil {
		return err
	}
	signed, err := os.ReadFile(filepath.Join(dir, "checkpoint"))
	if err != nil {
		return fmt.Errorf("the checkpoint cannot be read: %w", err)
	}
	head, err := openCheckpoint(signed, verifiers)
	if err != nil {
		return fmt.Errorf("checkpoint: %w", err)
	}
	fmt.Printf("checkpoint: %s, %d entries, signature holds\n", head.origin, head.tree.N)

	log, err := readEntries(dir, head.tree.N)
	if err != nil {
		return err
	}
	root, err := tlog.TreeHash(head.tree.N, log.hashes)
	if err != nil {
		return err
	}
	if root != head.tree.Hash {
		return fmt.Errorf("the entries lead to the root %v, the checkpoint says %v", root, head.tree.Hash)
	}
	fmt.Println("root: recomputed from the entries, agrees with the checkpoint")

	tiles := &tileReader{dir: dir}
	if err := checkTiles(tiles, log, head.tree); err != nil {
		return err
	}
	authenticated := tlog.TileHashReader(head.tree, tiles)
	if err := checkLeaves(authenticated, log); err != nil {
		return err
	}
	if err := checkInclusion(authenticated, log, head.tree); err != nil {
		return err
	}
	if oldFile != "" {
		text, err := os.ReadFile(oldFile)
		if err != nil {
			return fmt.Errorf("the older checkpoint cannot be read: %w", err)
		}
		old, err := openCheckpoint(text, verifiers)
		if err != nil {
			return fmt.Errorf("older checkpoint: %w", err)
		}
		if err := checkConsistency(authenticated, old, head); err != nil {
			return err
		}
		fmt.Printf("consistency: the %d entries of the older checkpoint stand unchanged\n", old.tree.N)
	}
	if receiptFile != "" {
		return checkReceipt(receiptFile, verifiers, authenticated, log, head)
	}
	return nil
}

// Keys.

// readKeys reads log.vkey, and witness.vkey if there is one (a line for each witness).
func readKeys(dir string) (note.Verifiers, error) {
	text, err := os.ReadFile(filepath.Join(dir, "log.vkey"))
	if err != nil {
		return nil, fmt.Errorf("the log's key cannot be read: %w", err)
	}
	log, err := note.NewVerifier(strings.TrimSpace(string(text)))
	if err != nil {
		return nil, fmt.Errorf("log.vkey: %w", err)
	}
	list := []note.Verifier{log}
	text, err = os.ReadFile(filepath.Join(dir, "witness.vkey"))
	if errors.Is(err, fs.ErrNotExist) {
		return note.VerifierList(list...), nil
	} else if err != nil {
		return nil, err
	}
	for _, line := range strings.Fields(string(text)) {
		witness, err := newWitness(line)
		if err != nil {
			return nil, fmt.Errorf("witness.vkey: %w", err)
		}
		list = append(list, witness)
	}
	return note.VerifierList(list...), nil
}

// witness checks cosignature/v1: a time, then Ed25519 over a header, the time and the checkpoint's text.
type witness struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func newWitness(vkey string) (*witness, error) {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 {
		return nil, errors.New("a key is name+id+base64")
	}
	data, err := base64.StdEncoding.Strict().DecodeString(parts[2])
	if err != nil || len(data) != 33 || data[0] != 0x04 {
		return nil, errors.New("not a cosignature/v1 key")
	}
	sum := sha256.Sum256(append([]byte(parts[0]+"\n"), data...))
	if hex.EncodeToString(sum[:4]) != parts[1] {
		return nil, errors.New("the key's id does not fit")
	}
	return &witness{parts[0], binary.BigEndian.Uint32(sum[:4]), data[1:]}, nil
}

func (w *witness) Name() string    { return w.name }
func (w *witness) KeyHash() uint32 { return w.hash }
func (w *witness) Verify(msg, sig []byte) bool {
	if len(sig) != 72 {
		return false
	}
	header := fmt.Sprintf("cosignature/v1\ntime %d\n", binary.BigEndian.Uint64(sig))
	return ed25519.Verify(w.key, append([]byte(header), msg...), sig[8:])
}

// Checkpoints.

type checkpoint struct {
	origin string
	tree   tlog.Tree
}

// openCheckpoint checks the signatures of a checkpoint and reads its three lines. (tlog.ParseTree reads only the Go
// checksum database's own checkpoints.)
func openCheckpoint(signed []byte, verifiers note.Verifiers) (checkpoint, error) {
	opened, err := note.Open(signed, verifiers)
	if err != nil {
		return checkpoint{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[3] != "" || lines[0] == "" {
		return checkpoint{}, errors.New("the text is not origin, size and root")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 || strconv.FormatInt(size, 10) != lines[1] {
		return checkpoint{}, errors.New("the size is not a decimal number")
	}
	root, err := parseHash(lines[2])
	if err != nil {
		return checkpoint{}, err
	}
	for _, sig := range opened.Sigs {
		if sig.Name == lines[0] {
			return checkpoint{lines[0], tlog.Tree{N: size, Hash: root}}, nil
		}
	}
	return checkpoint{}, errors.New("not signed by the log it names")
}

func parseHash(text string) (tlog.Hash, error) {
	var hash tlog.Hash
	data, err := base64.StdEncoding.Strict().DecodeString(text)
	if err != nil || len(data) != len(hash) || base64.StdEncoding.EncodeToString(data) != text {
		return hash, fmt.Errorf("%q is not a hash in base64", text)
	}
	copy(hash[:], data)
	return hash, nil
}

// Entries and tiles.

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

// Receipts.

type receipt struct {
	V      int    `json:"v"`
	Entry  string `json:"entry"`
	Proof  string `json:"proof"`
	Bodies []struct {
		Name    string          `json:"name"`
		Salt    []byte          `json:"salt"`
		Content json.RawMessage `json:"content"`
	} `json:"bodies"`
}

// checkReceipt checks a receipt (JSON) or a bare tlog-proof: signature, inclusion, bodies, and that the log it speaks
// of is this one.
func checkReceipt(file string, keys note.Verifiers, reader tlog.HashReader, log *entries, head checkpoint) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("the receipt cannot be read: %w", err)
	}
	var r receipt
	proofText := string(text)
	isJSON := strings.HasPrefix(strings.TrimSpace(proofText), "{")
	if isJSON {
		if err := json.Unmarshal(text, &r); err != nil || r.V != 1 {
			return fmt.Errorf("receipt: not a receipt of version 1: %v", err)
		}
		proofText = r.Proof
	}
	index, proof, signed, err := parseProof(proofText)
	if err != nil {
		return fmt.Errorf("receipt: %w", err)
	}
	then, err := openCheckpoint([]byte(signed), keys)
	if err != nil {
		return fmt.Errorf("receipt: checkpoint: %w", err)
	}
	if err := checkConsistency(reader, then, head); err != nil {
		return fmt.Errorf("receipt: %w", err)
	}
	if index >= then.tree.N {
		return fmt.Errorf("receipt: entry %d is not in a tree of %d", index, then.tree.N)
	}
	entry := log.data[index]
	if isJSON {
		entry = []byte(r.Entry)
	}
	if err := tlog.CheckRecord(proof, then.tree.N, then.tree.Hash, index, tlog.RecordHash(entry)); err != nil {
		return fmt.Errorf("receipt: entry %d is not in the log: %w", index, err)
	}
	if !bytes.Equal(entry, log.data[index]) {
		return fmt.Errorf("receipt: entry %d differs from the log's", index)
	}
	if err := checkBodies(entry, r); err != nil {
		return fmt.Errorf("receipt: %w", err)
	}
	fmt.Printf("receipt: entry %d is in the log, with %d bodies as it commits to\n", index, len(r.Bodies))
	return nil
}

func checkBodies(entry []byte, r receipt) error {
	var committed struct {
		Bodies []struct {
			Name string `json:"name"`
			Hash string `json:"hash"`
		} `json:"bodies"`
	}
	if len(r.Bodies) == 0 {
		return nil
	}
	if err := json.Unmarshal(entry, &committed); err != nil {
		return err
	}
	for _, body := range r.Bodies {
		sum := sha256.Sum256(append(bytes.Clone(body.Salt), body.Content...))
		found := false
		for _, commitment := range committed.Bodies {
			found = found || commitment.Name == body.Name && commitment.Hash == hex.EncodeToString(sum[:])
		}
		if !found {
			return fmt.Errorf("the body %q is not the one that the entry commits to", body.Name)
		}
	}
	return nil
}

// parseProof reads C2SP tlog-proof: a header, optional extra data, the index, the hashes, an empty line, the checkpoint.
func parseProof(text string) (index int64, proof tlog.RecordProof, signed string, err error) {
	head, signed, found := strings.Cut(text, "\n\n")
	lines := strings.Split(head, "\n")
	if !found || len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return 0, nil, "", errors.New("not a tlog-proof")
	}
	lines = lines[1:]
	if strings.HasPrefix(lines[0], "extra ") {
		lines = lines[1:]
	}
	if len(lines) == 0 || !strings.HasPrefix(lines[0], "index ") {
		return 0, nil, "", errors.New("the proof has no index")
	}
	index, err = strconv.ParseInt(strings.TrimPrefix(lines[0], "index "), 10, 64)
	if err != nil || index < 0 {
		return 0, nil, "", errors.New("the proof's index is not a number")
	}
	for _, line := range lines[1:] {
		hash, err := parseHash(line)
		if err != nil {
			return 0, nil, "", err
		}
		proof = append(proof, hash)
	}
	return index, proof, signed, nil
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
