# `madang commitment`가 하는 말. 자리표는 en/commitments.ftl과 같습니다.

commitment-shown = 공약 { $commitment }, 항목 { $entry }에 적힌 대로
commitment-words-hidden = 글은 공개되어 있지 않습니다.
commitment-corrected = 공약 { PARTICLE($commitment, "을/를") } 바로잡았습니다
commitment-change = { $field }: { $before } → { $after }
commitment-blank = (없음)
commitment-no-value = --set { $given }: start_date=2014-07-01처럼 칸=값으로 적으세요
commitment-no-field = 공약에는 바로잡을 수 있는 칸 "{ $field }"{ PARTICLE($field, "이/가") } 없습니다. 있는 칸: { $known }
commitment-field-wrong = --set { $given }: { $what }
commitment-unchanged = 공약 { $commitment }에는 이미 그렇게 적혀 있어 바로잡을 것이 없습니다
commitment-words-anew = 공약 { $commitment }의 글을 여기서 읽을 수 없는데, 바로잡을 때는 전체를 다시 적어야 합니다. --set title.ko="…"처럼 글을 새로 적으세요
