// Small help for drawing. Words come from the page, never from here.

export const all = (within: ParentNode, selector: string): HTMLElement[] => Array.from(within.querySelectorAll<HTMLElement>(selector))

// part is an element by the name it has in the page.
export const part = (within: ParentNode, name: string): HTMLElement => within.querySelector<HTMLElement>(`[data-part="${name}"]`)!

// copy is what a template of the page holds.
export function copy(id: string): DocumentFragment {
  const t = document.getElementById(id)
  return t instanceof HTMLTemplateElement ? (t.content.cloneNode(true) as DocumentFragment) : document.createDocumentFragment()
}

export function make(tag: string, text = "", kind = ""): HTMLElement {
  const e = document.createElement(tag)
  if (text) e.textContent = text
  if (kind) e.className = kind
  return e
}

export function show(e: Element | null | undefined, on: boolean): void {
  if (e instanceof HTMLElement && e.hidden === on) e.hidden = !on
}

// write changes a text only where it differs, so that a screen reader hears news only.
export function write(e: Element | null | undefined, text: string): void {
  if (e && e.textContent !== text) e.textContent = text
}

let words: Map<string, string> | undefined

// say is a text of the page's own list, with its arguments in the places {0}, {1}.
export function say(key: string, ...args: unknown[]): string {
  words ??= new Map(all(copy("words"), "[data-k]").map((e) => [e.dataset.k!, e.textContent!]))
  return (words.get(key) ?? "").replace(/\{(\d)\}/g, (_, i) => String(args[i]))
}

// count is the form of a text for a number, as the language wants it.
export function count(key: string, n: number): string {
  const form = new Intl.PluralRules(document.documentElement.lang).select(n)
  return (say(`${key}.${form}`) || say(`${key}.other`)).replace("{n}", String(n))
}
