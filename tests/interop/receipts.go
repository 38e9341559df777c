// Receipts, and proofs without one.

package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

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
