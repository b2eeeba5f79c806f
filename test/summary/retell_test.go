package main

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
)

func TestRetell(t *testing.T) {
	tests := []struct {
		name  string
		in    string
		want  []result
		shown string // must stand in what is printed
	}{
		{
			name: "a group counts through its parts",
			in: `{"Action":"run","Package":"p","Test":"TestNight"}
{"Action":"run","Package":"p","Test":"TestNight/quiet"}
{"Action":"pass","Package":"p","Test":"TestNight/quiet"}
{"Action":"pass","Package":"p","Test":"TestNight"}
{"Action":"pass","Package":"p","Elapsed":0.25}
`,
			want:  []result{{passed, "p TestNight/quiet", ""}},
			shown: "ok    p  0.2 s, 1 passed\n",
		},
		{
			name: "a skip keeps its reason",
			in: `{"Action":"run","Package":"p","Test":"TestStore"}
{"Action":"output","Package":"p","Test":"TestStore","Output":"=== RUN   TestStore\n"}
{"Action":"output","Package":"p","Test":"TestStore","Output":"    store_test.go:12: PostgreSQL is not installed\n"}
{"Action":"output","Package":"p","Test":"TestStore","Output":"--- SKIP: TestStore (0.00s)\n"}
{"Action":"skip","Package":"p","Test":"TestStore"}
{"Action":"pass","Package":"p"}
`,
			want:  []result{{skipped, "p TestStore", "PostgreSQL is not installed"}},
			shown: "skipped\n",
		},
		{
			name: "a failure shows what the test said",
			in: `{"Action":"run","Package":"p","Test":"TestZone"}
{"Action":"output","Package":"p","Test":"TestZone","Output":"    zone_test.go:9: got 23 want 25\n"}
{"Action":"fail","Package":"p","Test":"TestZone"}
{"Action":"fail","Package":"p"}
`,
			want:  []result{{failed, "p TestZone", ""}},
			shown: "got 23 want 25",
		},
		{
			name: "a panic fails the test it took along",
			in: `{"Action":"run","Package":"p","Test":"TestTap"}
{"Action":"output","Package":"p","Test":"TestTap","Output":"panic: out of range\n"}
{"Action":"fail","Package":"p"}
`,
			want:  []result{{failed, "p TestTap", "it did not end"}},
			shown: "panic: out of range",
		},
		{
			name: "a package that does not build fails as a whole",
			in: `{"ImportPath":"p [p.test]","Action":"build-output","Output":"p.go:3: undefined: night\n"}
{"ImportPath":"p [p.test]","Action":"build-fail"}
{"Action":"fail","Package":"p","FailedBuild":"p [p.test]"}
`,
			want:  []result{{failed, "p", "outside its tests"}},
			shown: "undefined: night",
		},
		{
			name: "a group that fails by itself counts, one that fails through a part does not",
			in: `{"Action":"run","Package":"p","Test":"TestA"}
{"Action":"run","Package":"p","Test":"TestA/part"}
{"Action":"fail","Package":"p","Test":"TestA/part"}
{"Action":"fail","Package":"p","Test":"TestA"}
{"Action":"run","Package":"p","Test":"TestB"}
{"Action":"run","Package":"p","Test":"TestB/part"}
{"Action":"pass","Package":"p","Test":"TestB/part"}
{"Action":"fail","Package":"p","Test":"TestB"}
{"Action":"fail","Package":"p"}
`,
			want: []result{{failed, "p TestA/part", ""}, {passed, "p TestB/part", ""}, {failed, "p TestB", ""}},
		},
		{
			name: "a package without tests is no line and no count",
			in: `{"Action":"output","Package":"p","Output":"?   \tp\t[no test files]\n"}
{"Action":"skip","Package":"p"}
`,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var out bytes.Buffer
			got, err := retell(strings.NewReader(test.in), &out)
			if err != nil {
				t.Fatalf("retell: %v", err)
			}
			if !reflect.DeepEqual(got, test.want) {
				t.Errorf("got  %v\nwant %v", got, test.want)
			}
			if !strings.Contains(out.String(), test.shown) {
				t.Errorf("printed %q\nwant in it %q", out.String(), test.shown)
			}
		})
	}
}
