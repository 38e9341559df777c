-- Whether an idempotency key is made of the words that its entry has: it goes when they are erased, since they could be guessed from
-- it. 1: it is; 0: it is not; 2: a version recorded it that did not say so.
ALTER TABLE submission ADD COLUMN of_words BIGINT NOT NULL DEFAULT 2;
