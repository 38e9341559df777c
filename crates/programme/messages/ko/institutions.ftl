# 이 기능의 항목 종류와 본문, 칸을 부르는 이름.
kind-institution-named = 기관 이름 등록
field-institution = 기관
field-institutions = 기관
