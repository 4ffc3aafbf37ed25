// Archives as Go's archive/tar reads and writes them, which Kanuka's CLI is made with.
// `peer read FILE` prints the entries as JSON; `peer write FILE FORMAT` packs those on standard input.
package main

import (
	"archive/tar"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"os"
	"time"
)

type entry struct {
	Path     string `json:"path"`
	Content  []byte `json:"content"`
	Kind     string `json:"kind"`
	Mode     int64  `json:"mode"`
	Owner    []any  `json:"owner"`
	Modified int64  `json:"modified"`
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func read(path string) {
	file, err := os.Open(path)
	must(err)
	unpacked, err := gzip.NewReader(file)
	must(err)
	archive := tar.NewReader(unpacked)
	entries := []entry{}
	for {
		header, err := archive.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		must(err)
		content, err := io.ReadAll(archive)
		must(err)
		kind := "other"
		if header.Typeflag == tar.TypeReg {
			kind = "file"
		}
		owner := []any{header.Uid, header.Gid, header.Uname, header.Gname}
		entries = append(entries, entry{header.Name, content, kind, header.Mode, owner, header.ModTime.Unix()})
	}
	must(json.NewEncoder(os.Stdout).Encode(entries))
}

func write(path string, form string) {
	formats := map[string]tar.Format{"any": tar.FormatUnknown, "gnu": tar.FormatGNU, "pax": tar.FormatPAX}
	entries := []entry{}
	must(json.NewDecoder(os.Stdin).Decode(&entries))
	file, err := os.Create(path)
	must(err)
	packed := gzip.NewWriter(file)
	archive := tar.NewWriter(packed)
	for _, entry := range entries {
		must(archive.WriteHeader(&tar.Header{
			Typeflag: tar.TypeReg,
			Name:     entry.Path,
			Size:     int64(len(entry.Content)),
			Mode:     0o600,
			ModTime:  time.Unix(entry.Modified, 0),
			Format:   formats[form],
		}))
		_, err := archive.Write(entry.Content)
		must(err)
	}
	must(archive.Close())
	must(packed.Close())
	must(file.Close())
}

func main() {
	if os.Args[1] == "read" {
		read(os.Args[2])
	} else {
		write(os.Args[2], os.Args[3])
	}
}
