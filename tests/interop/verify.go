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
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
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
