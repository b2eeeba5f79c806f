package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// quality keeps small letters readable in some twenty kilobytes.
const quality int64 = 60

// named finds the pictures of a guide, which are called as the pages of the preview are.
var named = regexp.MustCompile(`pictures/([a-z0-9/-]+)\.webp`)

// takeGuide takes each picture that the guide names, of the first screen of its page.
func takeGuide(tab context.Context, guide, preview, out string) error {
	text, err := os.ReadFile(guide)
	if err != nil {
		return err
	}
	var names []string
	for _, m := range named.FindAllSubmatch(text, -1) {
		names = append(names, string(m[1]))
	}
	slices.Sort(names)
	names = slices.Compact(names)
	for _, name := range names {
		if _, err := os.Stat(filepath.Join(preview, name+".html")); err != nil {
			return fmt.Errorf("%s names a picture of a state that the preview does not have: %w", guide, err)
		}
		if err := open(tab, preview, name+".html", widths[0]); err != nil {
			return fmt.Errorf("open %s: %w", name, err)
		}
		picture, err := chromedp.Run(tab, small)
		if err != nil {
			return fmt.Errorf("take %s: %w", name, err)
		}
		if err := keep(filepath.Join(out, name+".webp"), picture); err != nil {
			return err
		}
	}
	fmt.Printf("%d pictures are in %s.\n", len(names), out)
	return nil
}

// small is a picture of what the window shows, for a text that is read over a slow line.
func small(ctx context.Context, t *chromedp.Target) ([]byte, error) {
	r, err := cdp.Call(ctx, t, page.CaptureScreenshot, page.CaptureScreenshotParams{Format: page.CaptureScreenshotFormatWebp, Quality: new(quality)})
	if err != nil {
		return nil, err
	}
	return r.Data, nil
}
