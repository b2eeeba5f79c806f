package main

import (
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"
)

// What is committed is what is drawn, point by point; how it is packed may
// change with the encoder.
func TestTheIconsAreFresh(t *testing.T) {
	for _, i := range icons {
		f, err := os.Open(filepath.Join("../..", filepath.FromSlash(folder), i.name))
		if err != nil {
			t.Error(err)
			continue
		}
		got, err := png.Decode(f)
		_ = f.Close()
		if err != nil {
			t.Errorf("%s: %v", i.name, err)
			continue
		}
		if !same(got, draw(i)) {
			t.Errorf("%s is not what is drawn: run `go run ./tools/icons`", i.name)
		}
	}
}

func same(a, b image.Image) bool {
	if a.Bounds() != b.Bounds() {
		return false
	}
	for y := range a.Bounds().Dy() {
		for x := range a.Bounds().Dx() {
			if !near(a.At(x, y), b.At(x, y)) {
				return false
			}
		}
	}
	return true
}

// near says that two colours are the same but for how a machine rounds.
func near(a, b color.Color) bool {
	ar, ag, ab, aa := a.RGBA()
	br, bg, bb, ba := b.RGBA()
	for _, pair := range [...][2]uint32{{ar, br}, {ag, bg}, {ab, bb}, {aa, ba}} {
		if max(pair[0], pair[1])-min(pair[0], pair[1]) > 0x400 {
			return false
		}
	}
	return true
}

// A maskable icon has no clear corner, and its moon lies where no phone cuts.
func TestNothingOfTheMoonIsCutOff(t *testing.T) {
	for _, i := range icons {
		if !i.full {
			continue
		}
		picture := draw(i)
		for y := range i.size {
			for x := range i.size {
				dx, dy := float64(2*x+1-i.size)/float64(i.size), float64(2*y+1-i.size)/float64(i.size)
				at := picture.NRGBAAt(x, y)
				if at.A != 255 || dx*dx+dy*dy > 0.8*0.8 && at != sky {
					t.Fatalf("%s: got %v at %d, %d", i.name, at, x, y)
				}
			}
		}
	}
}
