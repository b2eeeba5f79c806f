package cli

import "context"

// door makes sure that somebody can sign in before others can get here.
func (c *serveCommand) door(_ context.Context, _ *program, _ *home, o *outside) error {
	if !o.signIn {
		return nil
	}
	if o.at.loopback() {
		return usage("With --host or --proxy others could get here, and Charley has no sign-in yet. Leave them away.")
	}
	return usage("%s could be reached from other machines, and Charley has no sign-in yet, so it listens on this machine only. Type --listen 127.0.0.1:%s", o.at, o.at.port)
}
