// Registering the service worker, which brings the first page without a network.

interface Checking {
  trustedTypes?: { createPolicy(name: string, rules: object): { createScriptURL(address: string): string } }
}

const address = "/sw.js"

export async function register(): Promise<void> {
  const workers = navigator.serviceWorker
  if (!workers) return // the page did not come over HTTPS
  // The policy of the pages lets no text become the address of a script but this one.
  const checked = (globalThis as Checking).trustedTypes?.createPolicy("charley", { createScriptURL: (a: string) => (a === address ? a : "") })
  try {
    await workers.register(checked?.createScriptURL(address) ?? address)
    void navigator.storage?.persist?.()
  } catch {
    // Without it everything works that works without a network anyway: nothing but what is on the screen.
  }
}
