package main

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

// A use is how much of the processors went where.
type use struct {
	servers time.Duration // all servers together
	tool    time.Duration // this program: the people
	machine time.Duration // everything, the database and other programs among it
}

func (u use) since(v use) use {
	return use{u.servers - v.servers, u.tool - v.tool, u.machine - v.machine}
}

// tick is the unit of /proc, on every Linux.
const tick = 10 * time.Millisecond

// processor is how much has been used up to now; all zero where there is no /proc.
func (st *stage) processor() (u use) {
	for _, s := range st.servers {
		u.servers += usedBy(strconv.Itoa(s.process.Process.Pid))
	}
	u.tool = usedBy("self")
	all, _ := os.ReadFile("/proc/stat")
	line, _, _ := strings.Cut(string(all), "\n")
	for i, f := range strings.Fields(line) {
		if i != 0 && i != 4 && i != 5 && i < 9 { // idle and waiting for the disk are no work; guests are counted twice
			u.machine += ticks(f)
		}
	}
	return u
}

// usedBy is what a process has used, in its own code and in the system's.
func usedBy(pid string) time.Duration {
	stat, _ := os.ReadFile("/proc/" + pid + "/stat")
	_, after, _ := bytes.Cut(stat, []byte(") ")) // its name may hold blanks
	f := strings.Fields(string(after))
	if len(f) < 13 {
		return 0
	}
	return ticks(f[11]) + ticks(f[12])
}

func ticks(text string) time.Duration {
	n, _ := strconv.Atoi(text) // 0 for what is no number
	return time.Duration(n) * tick
}

// memory is what each server holds now, and how many threads it has.
func (st *stage) memory() (held []string) {
	for _, s := range st.servers {
		held = append(held, heldBy(s.process.Process.Pid))
	}
	return held
}

func heldBy(pid int) string {
	status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	value := func(name string) int {
		_, after, _ := strings.Cut(string(status), "\n"+name+":")
		f := strings.Fields(after)
		if len(f) == 0 {
			return 0
		}
		n, _ := strconv.Atoi(f[0])
		return n
	}
	return fmt.Sprintf("%d MB, %d threads", value("VmRSS")/1024, value("Threads"))
}
