package charley

import "testing"

func TestUnknownIsNeverNo(t *testing.T) {
	cases := []struct {
		name      string
		got, want Tri
	}{
		{"any of no and unknown", Any(No, Unknown), Unknown},
		{"any with one yes", Any(No, Unknown, Yes), Yes},
		{"any of noes", Any(No, No), No},
		{"any of nothing", Any(), No},
		{"the zero answer", *new(Tri), Unknown},
	}
	for _, c := range cases {
		if c.got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, c.got, c.want)
		}
	}
}
