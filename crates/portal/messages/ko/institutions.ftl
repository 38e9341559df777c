kind-institution-named = 기관 이름 등록
institution-name = 기관 이름
