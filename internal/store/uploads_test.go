package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// chosen is a file of the user's disk.
type chosen struct{ *bytes.Reader }

func (chosen) Close() error { return nil }

// upload is the wish to upload a file of some pieces.
func upload(id string, content []byte) (domain.Command, app.Filing) {
	sum := sha256.Sum256(content)
	f := domain.File{
		Name: "november.xml", Size: int64(len(content)), Digest: hex.EncodeToString(sum[:]),
		Open: func() (io.ReadSeekCloser, error) { return chosen{bytes.NewReader(content)}, nil },
	}
	c := domain.Command{ID: id, Kind: domain.CommandUpload, Clinic: "101", File: &f, Mode: domain.UploadValid}
	return c, app.Filing{At: fixedClock{}.Now(), Note: app.UploadNote{Name: f.Name, Size: f.Size, Digest: f.Digest, Mode: c.Mode, Bills: 3, Sendable: 2}}
}

func someFile() []byte {
	return bytes.Repeat([]byte("<person>19600917-2336</person>\n"), 2*uploadPiece/31+100)
}

func uploadFiles(t *testing.T, s *Store) []string {
	t.Helper()
	list, err := filepath.Glob(s.path + uploadMark + "*")
	must(t, err)
	return list
}

func readAll(t *testing.T, f domain.File) []byte {
	t.Helper()
	in, err := f.Open()
	must(t, err)
	raw, err := io.ReadAll(in)
	must(t, err)
	must(t, in.Close())
	return raw
}

// The file that was chosen may be mended or removed: what is sent is a sealed copy,
// which also another start of the program has.
func TestAnInvoiceFileIsKeptSealedUntilItsAnswerIsSeen(t *testing.T) {
	dir, content := t.TempDir(), someFile()
	s := open(t, dir)
	must(t, s.Queue(upload("upload-1", content)))
	must(t, s.Close())

	s = open(t, dir)
	list := uploadFiles(t, s)
	if len(list) != 1 {
		t.Fatalf("%d files", len(list))
	}
	raw, err := os.ReadFile(list[0])
	must(t, err)
	if bytes.Contains(raw, []byte("0917")) || strings.Contains(list[0], "upload-1") {
		t.Error("somebody who has only the disk can read it")
	}
	heads, err := s.Outbox()
	must(t, err)
	if len(heads) != 1 || heads[0].Upload.Name != "november.xml" || heads[0].Upload.Sendable != 2 || heads[0].Sent || heads[0].Damaged {
		t.Fatalf("%+v", heads)
	}
	c, _, err := s.BeginAttempt("upload-1")
	must(t, err)
	if c.Mode != domain.UploadValid || c.File.Size != int64(len(content)) || !bytes.Equal(readAll(t, *c.File), content) {
		t.Error("not what was queued")
	}
	in, err := c.File.Open()
	must(t, err)
	_, err = in.Seek(uploadPiece-3, io.SeekStart)
	must(t, err)
	part := make([]byte, 10)
	_, err = io.ReadFull(in, part)
	must(t, err)
	must(t, in.Close())
	if !bytes.Equal(part, content[uploadPiece-3:uploadPiece+7]) {
		t.Error("read from the middle it is another")
	}

	back := app.Outcome{At: fixedClock{}.Now(), Receipt: &domain.Receipt{Submission: "upload-1", Upload: &domain.Uploaded{Bills: 3, Refused: []int{1}}}}
	must(t, s.Settle("upload-1", back))
	wantCounts(t, s, app.Counts{Unseen: 1})
	must(t, s.Close())
	s = open(t, dir)
	f, err := s.UploadFile("upload-1")
	must(t, err)
	if !bytes.Equal(readAll(t, f), content) {
		t.Error("the return files would be of something else")
	}
	must(t, s.SetSeen("upload-1"))
	must(t, s.Close())
	s = open(t, dir)
	if left := uploadFiles(t, s); len(left) != 0 {
		t.Errorf("left: %v", left)
	}
	_, err = s.UploadFile("upload-1")
	wantCode(t, err, app.CodeFileGone)
	if answers, err := s.Answers("101"); err != nil || len(answers) != 1 || answers[0].Upload.Name != "november.xml" || answers[0].Unseen() {
		t.Errorf("the answer itself is kept for a while: %+v %v", answers, err)
	}
}

func TestAnInvoiceFileThatChangedIsNotQueued(t *testing.T) {
	s := open(t, t.TempDir())
	c, f := upload("upload-1", someFile())
	c.File.Digest = strings.Repeat("0", 64)
	wantCode(t, s.Queue(c, f), app.CodeFileChanged)
	if heads, err := s.Outbox(); err != nil || len(heads) != 0 || len(uploadFiles(t, s)) != 0 {
		t.Errorf("%+v %v %v", heads, err, uploadFiles(t, s))
	}
	must(t, s.Queue(upload("upload-2", nil)))
	must(t, s.Unqueue("upload-2", app.Filing{}))
	if left := uploadFiles(t, s); len(left) != 0 {
		t.Errorf("taken out of the outbox, but kept: %v", left)
	}
}

// A copy that was changed, cut or lost is never sent; it is told, and it can be taken
// out of the outbox.
func TestADamagedInvoiceFileIsNotSent(t *testing.T) {
	content := someFile()
	for name, hurt := range map[string]func(path string) error{
		"lost":    os.Remove,
		"cut":     func(path string) error { return os.Truncate(path, 5000) },
		"changed": func(path string) error { return swapPieces(path) },
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t, t.TempDir())
			must(t, s.Queue(upload("upload-1", content)))
			must(t, hurt(uploadFiles(t, s)[0]))
			c, _, err := s.BeginAttempt("upload-1")
			if name == "changed" { // found where it is read
				must(t, err)
				in, err := c.File.Open()
				must(t, err)
				_, err = io.ReadAll(in)
				wantCode(t, err, app.CodeStoreDamaged)
				return
			}
			wantCode(t, err, app.CodeStoreDamaged)
			if heads, err := s.Outbox(); err != nil || len(heads) != 1 || !heads[0].Damaged {
				t.Errorf("%+v %v", heads, err)
			}
			must(t, s.Unqueue("upload-1", app.Filing{}))
		})
	}
}

// swapPieces puts the second piece in the place of the first.
func swapPieces(path string) error {
	raw, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	copy(raw, raw[uploadPiece+sealedMore:2*(uploadPiece+sealedMore)])
	return os.WriteFile(path, raw, 0o600)
}
