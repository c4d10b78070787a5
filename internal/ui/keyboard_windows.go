package ui

import "os"

// waiting is not asked here: Bubble Tea reads the console's events itself.
func waiting(*os.File) bool { return false }
