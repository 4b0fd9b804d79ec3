"""Pages out to files and in from them: CSV as spreadsheets write it, and JSON Lines.

A kind of page describes its columns in a `PageTransfer`; reading, checking, writing, the commands and the screens of
the admin are the same for all.
"""
