// Command pictures takes a picture of every page of a preview, as a phone and as
// a desktop shows it, with one run of a headless Chromium:
//
//	go run ./test/pictures PREVIEW OUT [PART]
//
// PREVIEW is a folder that `charley preview` made. The pictures lie in OUT under
// the same paths, below a folder for each width. With PART only those pages are
// taken whose path holds it. It is a tool of whoever changes pages, and no part
// of the program; scripts/pictures runs both.
//
//	go run ./test/pictures -guide docs/guide/README.md PREVIEW OUT
//
// takes the pictures that a guide names, small, as a phone shows the top of each
// page: pictures/day/now--one-runs.webp is of day/now--one-runs.html.
// scripts/guide runs it.
package main

import (
	"context"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/chromedp/chromedp"
)

// widths are those of a phone and of a desktop; height is the least of both.
var widths = [...]int64{390, 1280}

const height = 844

func main() {
	guide := flag.String("guide", "", "take only what this guide names, small")
	flag.Parse()
	if flag.NArg() < 2 {
		fmt.Fprintln(os.Stderr, "usage: go run ./test/pictures [-guide FILE] PREVIEW OUT [PART]")
		os.Exit(2)
	}
	work := func(tab context.Context) error { return takeAll(tab, flag.Arg(0), flag.Arg(1), flag.Arg(2)) }
	if *guide != "" {
		work = func(tab context.Context) error { return takeGuide(tab, *guide, flag.Arg(0), flag.Arg(1)) }
	}
	if err := inBrowser(context.Background(), work); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// inBrowser lets work be done in a tab of a headless browser.
func inBrowser(ctx context.Context, work func(tab context.Context) error) error {
	flags := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.Flag("hide-scrollbars", true))
	if os.Geteuid() == 0 {
		flags = append(flags, chromedp.NoSandbox)
	}
	allocated, stop := chromedp.NewExecAllocator(ctx, flags...)
	defer stop()
	tab, closeTab := chromedp.NewContext(allocated)
	defer closeTab()
	return work(tab)
}

// takeAll takes every page of a preview whose path holds part, at every width.
func takeAll(tab context.Context, preview, out, part string) error {
	pages, err := pagesIn(preview, part)
	if err != nil {
		return err
	}
	for _, width := range widths {
		for _, page := range pages {
			if err := take(tab, preview, page, filepath.Join(out, fmt.Sprint(width)), width); err != nil {
				return fmt.Errorf("take %s at %d: %w", page, width, err)
			}
		}
	}
	fmt.Printf("%d pictures are in %s.\n", len(pages)*len(widths), out)
	return nil
}

// pagesIn are the pages of a preview, as paths below its folder.
func pagesIn(preview, part string) ([]string, error) {
	var out []string
	err := filepath.WalkDir(preview, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".html" {
			return err
		}
		rel, err := filepath.Rel(preview, path)
		if strings.Contains(rel, part) {
			out = append(out, rel)
		}
		return err
	})
	return out, err
}

// take opens a page and keeps a picture of all of it. The window is made as high
// as the page, so that what sticks to its edge is seen where the page ends.
func take(tab context.Context, preview, page, out string, width int64) error {
	if err := open(tab, preview, page, width); err != nil {
		return err
	}
	tall, err := chromedp.Run(tab, chromedp.Evaluate[int64]("document.documentElement.scrollHeight"))
	if err != nil {
		return err
	}
	if err := chromedp.Do(tab, chromedp.EmulateViewport(width, max(height, tall))); err != nil {
		return err
	}
	picture, err := chromedp.Run(tab, chromedp.CaptureScreenshot())
	if err != nil {
		return err
	}
	return keep(filepath.Join(out, strings.TrimSuffix(page, ".html")+".png"), picture)
}

// open shows a page of the preview in a window of a width.
func open(tab context.Context, preview, page string, width int64) error {
	full, err := filepath.Abs(filepath.Join(preview, page))
	if err != nil {
		return err
	}
	return chromedp.Do(tab, chromedp.EmulateViewport(width, height), chromedp.Navigate("file://"+filepath.ToSlash(full)))
}

// keep writes a picture, and the folder that it lies in.
func keep(file string, picture []byte) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	return os.WriteFile(file, picture, 0o644)
}
