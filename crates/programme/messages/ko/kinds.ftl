# 항목의 종류와 본문이 무엇인지. 종류 이름의 . _ 는 - 로 쓴다.

kind-beside = { $words } [{ $id }]
kind-unknown = { $id }

kind-of-content-text = 글
kind-of-content-reason = 이유
