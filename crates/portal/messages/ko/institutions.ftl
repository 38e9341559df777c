institution-name = 기관 이름
