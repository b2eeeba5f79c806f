package backup

import (
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// TestMain lets a test run this program again as a backup that can be killed.
func TestMain(m *testing.M) {
	if dir := os.Getenv("CHARLEY_TEST_BACKUP_OF"); dir != "" {
		k := Keeper{Dir: dir, Version: "test", Now: time.Now}
		if _, err := k.Create(ctx, os.Getenv("CHARLEY_TEST_BACKUP_TO")); err != nil {
			os.Stderr.WriteString(err.Error())
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func TestCreateKilledAtAnyMoment(t *testing.T) {
	dir := newDiary(t, 60)
	out := t.TempDir()
	dice := rand.New(rand.NewPCG(3, 4))
	whole := 0
	for i := range 20 {
		path := filepath.Join(out, "b"+string(rune('a'+i)))
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), "CHARLEY_TEST_BACKUP_OF="+dir, "CHARLEY_TEST_BACKUP_TO="+path)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(dice.IntN(150)) * time.Millisecond)
		cmd.Process.Kill()
		cmd.Wait()
		if !exists(path) {
			continue
		}
		whole++
		if _, err := keeper(dir).Verify(ctx, path); err != nil {
			t.Errorf("there is a backup under its final name, and it is not good: %v", err)
		}
	}
	t.Logf("%d of 20 were whole before they were killed", whole)
	if _, err := keeper(dir).Create(ctx, filepath.Join(out, "last")); err != nil {
		t.Fatal(err)
	}
	left, _ := filepath.Glob(filepath.Join(out, scratchPrefix+"*"))
	if left = append(left, leftovers(t, dir)...); len(left) > 0 {
		t.Errorf("the next backup left behind what killed ones made: %v", left)
	}
}
