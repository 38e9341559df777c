-- Who is counted was kept as a hash by which an address could be guessed: it is keyed from here on, and what was counted forgotten.
DELETE FROM counter;
