package pdf

// A piece is what is not broken between pages if it can be helped: a line, a row, a picture.
type piece struct {
	before float64 // room above it, except at the top of a page
	height float64
	keep   bool   // stay on one page with what follows
	again  *piece // drawn first on each page that begins with this piece: the head of a table
	draw   func(p *page, x, y float64)
	split  func(room float64) (first, rest *piece) // for what may be higher than a page; nil, nil where nothing fits
	beside *beside                                 // two stacks instead
}

// Two stacks of pieces beside each other.
type beside struct {
	left, right []*piece
	offset      float64 // of the right one
}

// A spot is where on the pages the next piece goes.
type spot struct {
	page int
	y    float64
}

func (a spot) after(b spot) bool { return a.page > b.page || a.page == b.page && a.y > b.y }

// place puts pieces below each other from a spot on, and returns the spot below them.
func (s *setter) place(pieces []*piece, x float64, at spot) spot {
	for i := 0; i < len(pieces); i++ {
		piece := pieces[i]
		if piece == newPage {
			if at.y > s.top {
				at = spot{at.page + 1, s.top}
			}
			continue
		}
		need := s.need(pieces[i:], at)
		if at.y > s.top && at.y+need > s.bottom+tiny {
			at = spot{at.page + 1, s.top}
		}
		if at.y == s.top && piece.again != nil {
			piece.again.draw(s.page(at.page), x, at.y)
			at.y += piece.again.height
		}
		at = s.one(piece, x, at)
	}
	return at
}

// newPage stands among pieces where a page begins.
var newPage = &piece{}

// tiny is what sums of lengths may be wrong by.
const tiny = 0.01

// one puts a single piece, over as many pages as it needs.
func (s *setter) one(p *piece, x float64, at spot) spot {
	if at.y > s.top {
		at.y += p.before
	}
	if p.beside != nil {
		left := s.place(p.beside.left, x, at)
		right := s.place(p.beside.right, x+p.beside.offset, at)
		if right.after(left) {
			return right
		}
		return left
	}
	for p.split != nil && at.y+p.height > s.bottom+tiny {
		first, rest := p.split(s.bottom - at.y)
		if first != nil {
			first.draw(s.page(at.page), x, at.y)
			p = rest
		} else if at.y <= s.top {
			break // nothing fits on a whole page: there is no better place for it
		}
		at = spot{at.page + 1, s.top}
	}
	p.draw(s.page(at.page), x, at.y)
	at.y += p.height
	return at
}

// need is the room that the first piece takes with all that stays with it, or with as much of it as a page holds.
func (s *setter) need(pieces []*piece, at spot) float64 {
	room, sum, whole := 0.0, 0.0, s.bottom-s.top
	for i, p := range pieces {
		if p == newPage {
			break
		}
		if i > 0 || at.y > s.top {
			sum += p.before
		}
		if p.beside != nil {
			sum += s.least(p.beside, whole-sum)
		} else {
			sum += p.height
		}
		if sum > whole {
			break
		}
		room = sum
		if !p.keep {
			break
		}
	}
	if room == 0 { // one piece that is higher than a page: begin it here if any of it can be
		return min(whole, smallest)
	}
	return room
}

// smallest is the room below which nothing is begun that has to go on over the page.
const smallest = 60

// least is the room that two stacks need where they begin: all of it if a page holds that, else their beginnings.
func (s *setter) least(b *beside, whole float64) float64 {
	if all := max(total(b.left), total(b.right)); all <= whole {
		return all
	}
	return max(s.need(b.left, spot{}), s.need(b.right, spot{}))
}

// total is the height of pieces below each other.
func total(pieces []*piece) float64 {
	sum := 0.0
	for _, p := range pieces {
		sum += p.before + p.height
		if p.beside != nil {
			sum += max(total(p.beside.left), total(p.beside.right))
		}
	}
	return sum
}
