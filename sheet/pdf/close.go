package pdf

import (
	"encoding/xml"
	"fmt"
	"strings"
)

// file makes the file of the pages, which are complete.
func (s *setter) file() *file {
	out := &file{}
	pages := out.reserve()
	fonts := ""
	for _, f := range []*face{s.faces.regular, s.faces.bold} {
		if len(f.used) > 1 {
			fonts += fmt.Sprintf("/%s %s", f.name, f.write(out))
		}
	}
	var kids []string
	for _, p := range s.pages {
		p.self = out.reserve()
		kids = append(kids, p.self.String())
	}
	for i, p := range s.pages {
		content := out.stream("", p.content())
		out.set(p.self, "<</Type/Page/Parent %s/MediaBox[0 0 %s]/Resources<</Font<<%s>>>>/Contents %s/StructParents %d/Tabs/S>>",
			pages, nums(s.width, s.height), fonts, content, i)
	}
	out.set(pages, "<</Type/Pages/Kids[%s]/Count %d>>", strings.Join(kids, " "), len(kids))
	tree := s.tree(out)
	lang := ""
	if s.doc.Lang != "" {
		lang = "/Lang" + text(s.doc.Lang)
	}
	meta := out.plain("/Type/Metadata/Subtype/XML", s.about())
	s.catalog = out.add("<</Type/Catalog/Pages %s/StructTreeRoot %s/MarkInfo<</Marked true>>%s/ViewerPreferences<</DisplayDocTitle true>>/Metadata %s>>",
		pages, tree, lang, meta)
	s.info = out.add("<</Title%s/Creator(Charley)/Producer(Charley)%s>>", text(s.doc.Title), s.made())
	return out
}

// tree writes what the content of the pages is, and for each page whose its stretches are.
func (s *setter) tree(out *file) ref {
	root := out.reserve()
	refs := map[*element]ref{}
	document := s.root.write(out, root, refs)
	var parents []string
	for i, p := range s.pages {
		var owners []string
		for _, e := range p.marks {
			owners = append(owners, refs[e].String())
		}
		parents = append(parents, fmt.Sprintf("%d %s", i, out.add("[%s]", strings.Join(owners, " "))))
	}
	numbers := out.add("<</Nums[%s]>>", strings.Join(parents, " "))
	out.set(root, "<</Type/StructTreeRoot/K %s/ParentTree %s/ParentTreeNextKey %d>>", document, numbers, len(s.pages))
	return root
}

// made is when the document was put together, as the file's dictionary wants it.
func (s *setter) made() string {
	if s.doc.Made.IsZero() {
		return ""
	}
	at := s.doc.Made.UTC().Format("20060102150405")
	return fmt.Sprintf("/CreationDate(D:%sZ)/ModDate(D:%sZ)", at, at)
}

// about is the same again in the form that programs for libraries read (XMP).
func (s *setter) about() []byte {
	var b strings.Builder
	b.WriteString("<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" +
		`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` +
		`<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">` +
		"\n<dc:format>application/pdf</dc:format>\n<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">")
	xml.EscapeText(&b, []byte(s.doc.Title)) // a builder does not fail
	b.WriteString("</rdf:li></rdf:Alt></dc:title>\n")
	if s.doc.Lang != "" {
		b.WriteString("<dc:language><rdf:Bag><rdf:li>")
		xml.EscapeText(&b, []byte(s.doc.Lang))
		b.WriteString("</rdf:li></rdf:Bag></dc:language>\n")
	}
	b.WriteString("<xmp:CreatorTool>Charley</xmp:CreatorTool>\n<pdf:Producer>Charley</pdf:Producer>\n")
	if !s.doc.Made.IsZero() {
		at := s.doc.Made.UTC().Format("2006-01-02T15:04:05Z")
		fmt.Fprintf(&b, "<xmp:CreateDate>%s</xmp:CreateDate>\n<xmp:ModifyDate>%s</xmp:ModifyDate>\n", at, at)
	}
	b.WriteString("</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>")
	return []byte(b.String())
}
