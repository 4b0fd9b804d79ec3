"""How Dutch readers write dates and times: dinsdag 12 januari 2027, 19.30 uur."""

DATE_FORMAT = "j F Y"
TIME_FORMAT = "H.i"
DATETIME_FORMAT = "j F Y H.i"
SHORT_DATE_FORMAT = "j-n-Y"
