package main

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math"
	"os"
	"path/filepath"
)

const folder = "web/static"

// An icon is one picture: its size in pixels, how much of it the moon's disc
// takes, and whether the sky fills the corners too. Phones cut a maskable icon
// into a shape of their own and promise to leave its inner four fifths.
type icon struct {
	name string
	size int
	disc float64 // radius of the disc, in half widths
	full bool
}

var icons = []icon{
	{"icon-192.png", 192, 0.9375, false},
	{"icon-512.png", 512, 0.9375, false},
	{"icon-maskable-512.png", 512, 0.72, true},
	{"icon-apple-180.png", 180, 0.8, true},
}

// The colours of moon.svg.
var (
	sky  = color.NRGBA{0x1d, 0x23, 0x33, 0xff}
	moon = color.NRGBA{0xfa, 0xf7, 0xf1, 0xff}
)

// fine is how many points a pixel is looked at in each direction, so that edges
// are smooth.
const fine = 8

// draw is the picture of an icon.
func draw(i icon) *image.NRGBA {
	out := image.NewNRGBA(image.Rect(0, 0, i.size, i.size))
	for y := range i.size {
		for x := range i.size {
			out.SetNRGBA(x, y, i.pixel(x, y))
		}
	}
	return out
}

// pixel is the mean colour of the points of a pixel.
func (i icon) pixel(x, y int) color.NRGBA {
	light, inside := 0, 0
	for n := range fine * fine {
		px := (float64(x) + (float64(n%fine)+0.5)/fine) / float64(i.size)
		py := (float64(y) + (float64(n/fine)+0.5)/fine) / float64(i.size)
		// In the 32 by 32 units of moon.svg, where the disc has the radius 15.
		scale := 15 / (i.disc * 16)
		ux, uy := 16+(px*32-16)*scale, 16+(py*32-16)*scale
		if i.full || math.Hypot(ux-16, uy-16) <= 15 {
			inside++
		}
		if math.Hypot(ux-16.8, uy-16) <= 10.5 && math.Hypot(ux-20, uy-16) >= 10 && ux <= 20 {
			light++
		}
	}
	if inside == 0 {
		return color.NRGBA{}
	}
	share := float64(light) / float64(inside)
	mix := func(a, b uint8) uint8 { return uint8(math.Round(float64(a) + share*(float64(b)-float64(a)))) }
	return color.NRGBA{mix(sky.R, moon.R), mix(sky.G, moon.G), mix(sky.B, moon.B), uint8(255 * inside / (fine * fine))}
}

// encode is an icon as a file.
func encode(i icon) ([]byte, error) {
	var out bytes.Buffer
	small := png.Encoder{CompressionLevel: png.BestCompression}
	err := small.Encode(&out, draw(i))
	return out.Bytes(), err
}

// write draws all icons and puts them where the program embeds them.
func write(root string) error {
	for _, i := range icons {
		body, err := encode(i)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(root, filepath.FromSlash(folder), i.name), body, 0o644); err != nil {
			return err
		}
	}
	return nil
}
