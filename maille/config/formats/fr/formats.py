"""French dates and times as people write them: "23 novembre 2026, 14 h 30"."""

TIME_FORMAT = "G\u202f\\h\u202fi"
DATETIME_FORMAT = "j F Y, G\u202f\\h\u202fi"
SHORT_DATETIME_FORMAT = "d/m/Y, G\u202f\\h\u202fi"
