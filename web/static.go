package web

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"net/http"
	"path"
	"strings"
)

//go:embed static
var staticFiles embed.FS

// assets are the files pages refer to, each under a name that holds a hash of
// its content: browsers may keep it for ever and still never show an old one.
type assets struct {
	byName  map[string]string // "charley.css" -> "/static/charley.1a2b3c4d.css"
	content map[string]asset  // by address
}

type asset struct {
	kind string // media type
	body []byte
}

// fileKinds are the media types of what there is. A machine's own table of them
// may say something else, or nothing.
var fileKinds = map[string]string{
	".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml", ".png": "image/png",
	".webmanifest": "application/manifest+json",
}

func loadAssets() (assets, error) {
	a := assets{byName: map[string]string{}, content: map[string]asset{}}
	err := fs.WalkDir(staticFiles, "static", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := staticFiles.ReadFile(p)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(body)
		name, ext := path.Base(p), path.Ext(p)
		address := "/static/" + strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:4]) + ext
		a.byName[name] = address
		a.content[address] = asset{kind: fileKinds[ext], body: body}
		return nil
	})
	return a, err
}

// serve gives out an asset, or leaves the answer to missing.
func (a assets) serve(missing http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		file, ok := a.content[r.URL.Path]
		if !ok {
			missing.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Content-Type", file.kind)
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		send(w, r, http.StatusOK, file.body)
	})
}
