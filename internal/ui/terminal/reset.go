package terminal

// Reset takes away what a program that was killed may have left switched on in the
// terminal, and what would keep keys or text from arriving as they are meant. A
// terminal that does not know one of them ignores it. It is written before the
// alternate screen is entered.
const Reset = "\x1b[=0;1u" + // keys as the kitty protocol sends them
	"\x1b[>4;0m" + // as xterm's modifyOtherKeys does
	"\x1b[?1l\x1b>" + // other sequences for arrows and keypad
	"\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1004l" + // mouse and focus as input
	"\x1b7\x1b[r\x1b[?6l\x1b8" + // a scroll region (the cursor stays)
	"\x1b[4l\x1b[?7h\x1b[0m\x0f\x1b(B" // inserting, no wrapping, colours, other characters
