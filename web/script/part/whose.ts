// Whose diary this device writes in. Several people may sign in on one browser, and
// what one of them tapped must neither be shown to the next nor be sent as theirs.

const name = "charley.whose"

// A worker has no such storage, and draws nothing.
const shelf: Storage | undefined = (() => {
  try {
    return globalThis.localStorage
  } catch {
    return undefined
  }
})()

// whose is the person who was let in here last; "" before the server told.
export let whose = shelf?.getItem(name) ?? ""

// setWhose notes who is let in; keep says that things may be kept here.
export function setWhose(person: string, keep: boolean): void {
  whose = person
  try {
    if (keep && person) shelf?.setItem(name, person)
    else shelf?.removeItem(name)
  } catch {
    // This page knows.
  }
}

// mine says that something here may be shown to who is let in. What was written
// before anybody was known is theirs who are known first.
export const mine = (of: string | undefined): boolean => !of || of === whose

// atTheDoor forgets who was let in when somebody goes through a form of the door:
// who comes in there may be somebody else, and is known once the server told.
export function atTheDoor(form: HTMLFormElement): void {
  if (/^\/(sign-in|sign-out|setup|pair)(\/|$)/.test(new URL(form.action, location.href).pathname)) setWhose("", false)
}
