package lookup

// A price is how unlikely a mistake is, in hundredths of one wrong letter.
type price int32

// What mistakes cost. A slip of the finger is a whole wrong letter or nearly;
// what sounds the same costs a fraction, since people write names of medicines
// as they heard them. The figures are judgement: they order the kinds of mistake
// by how often people make them, and were not fitted to a list of misspellings.
const (
	doubled   price = 20  // one letter of two, or two of one
	alike     price = 25  // letters with one sound: i and y, s and z
	vowel     price = 40  // one vowel for another
	near      price = 50  // consonants that sound close: d and t, m and n
	neighbour price = 70  // the next key
	wrong     price = 100 // any other letter
	number    price = 250 // another number is another name: B6 is not B12
	swapped   price = 60  // two letters in the wrong order
	swappedIE price = 30  // two vowels in the wrong order
	silentH   price = 30  // an h too many or too few
	lostVowel price = 60  // a vowel too many or too few
	lost      price = 90  // another letter too many or too few
	first     price = 40  // on top, for the first letter: it is rarely mistaken
)

// Codes of letters: a to z, then the digits.
const (
	digits = 26 // the code of 0
	codes  = 36
)

// A sound is two spellings of one sound.
type sound struct {
	name, typed []byte
	price       price
}

// sounds are spelt in more than one way. Each counts in both directions.
var sounds = []struct {
	one, other string
	price      price
}{
	{"ph", "f", alike}, {"ck", "k", alike}, {"ck", "c", alike}, {"x", "ks", alike}, {"x", "cs", alike}, {"x", "cc", alike},
	{"x", "z", near}, {"qu", "kw", alike}, {"qu", "k", alike}, {"qu", "cw", alike}, {"ch", "k", alike}, {"sc", "s", alike},
	{"ci", "si", alike}, {"ce", "se", alike}, {"cy", "sy", alike}, {"cy", "si", near}, {"ci", "sy", near}, {"cz", "z", alike},
	{"oe", "e", alike}, {"ae", "e", alike}, {"ee", "i", alike}, {"ee", "e", alike}, {"ea", "e", alike}, {"ea", "i", alike}, {"ea", "ee", alike},
	{"ie", "y", alike}, {"ei", "i", alike}, {"ai", "a", alike}, {"ay", "ai", alike}, {"au", "o", alike}, {"aw", "au", alike}, {"ow", "au", near},
	{"oo", "u", alike}, {"ou", "u", alike}, {"ou", "o", alike}, {"eu", "u", alike}, {"eu", "yu", alike}, {"ew", "u", alike},
	{"wr", "r", alike}, {"kn", "n", alike}, {"ps", "s", alike}, {"dg", "j", alike}, {"er", "or", alike}, {"er", "a", near},
	{"ll", "l", doubled}, {"gh", "g", alike},
}

// classes are letters that stand for each other, and what the change costs.
var classes = []struct {
	letters string
	price   price
}{
	{"iy", alike}, {"ck", alike}, {"kq", alike}, {"sz", alike}, {"gj", alike}, {"vw", near}, {"cs", near}, {"xz", near}, {"sx", near}, {"cq", near},
	{"dt", near}, {"bp", near}, {"mn", near}, {"fv", near}, {"aeiouy", vowel},
}

// keyRows are the rows of the keyboard, each half a key to the right of the one above.
var keyRows = []string{"qwertyuiop", "asdfghjkl", "zxcvbnm"}

// prices are the tables that one comparison reads. They do not change.
type prices struct {
	change [codes][codes]price
	loss   [codes]price
	sounds [codes][codes]uint8 // by the last letters of both spellings: which of lists, 0 for none
	lists  [][]sound
}

var allPrices = newPrices()

func newPrices() *prices {
	p := &prices{lists: [][]sound{nil}}
	for a := range codes {
		p.loss[a] = lost
		for b := range codes {
			if a != b {
				p.change[a][b] = wrong
			}
			if a != b && (a >= digits || b >= digits) {
				p.change[a][b] = number
			}
		}
	}
	for c := digits; c < codes; c++ {
		p.loss[c] = number
	}
	for _, v := range fold("aeiouy") {
		p.loss[v] = lostVowel
	}
	p.loss['h'-'a'] = silentH
	p.keyboard()
	for _, c := range classes {
		for _, a := range fold(c.letters) {
			for _, b := range fold(c.letters) {
				p.cheaper(a, b, c.price)
			}
		}
	}
	for _, s := range sounds {
		p.sound(fold(s.one), fold(s.other), s.price)
		p.sound(fold(s.other), fold(s.one), s.price)
	}
	return p
}

func (p *prices) keyboard() {
	for r, row := range keyRows {
		keys := fold(row)
		for i, k := range keys {
			if i > 0 {
				p.cheaper(k, keys[i-1], neighbour)
			}
			if r == 0 {
				continue
			}
			above := fold(keyRows[r-1])
			p.cheaper(k, above[i], neighbour)
			p.cheaper(k, above[i+1], neighbour)
		}
	}
}

// cheaper lowers what it costs to take one letter for the other.
func (p *prices) cheaper(a, b byte, to price) {
	p.change[a][b] = min(p.change[a][b], to)
	p.change[b][a] = min(p.change[b][a], to)
}

func (p *prices) sound(name, typed []byte, cost price) {
	at := &p.sounds[name[len(name)-1]][typed[len(typed)-1]]
	if *at == 0 {
		*at = uint8(len(p.lists))
		p.lists = append(p.lists, nil)
	}
	p.lists[*at] = append(p.lists[*at], sound{name, typed, cost})
}
