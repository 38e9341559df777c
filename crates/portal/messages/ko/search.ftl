search-title = 전체 검색
search-lead = 제안의 제목과 설명, 공약의 번호와 제목에서 찾습니다.
search-nothing = 찾은 것이 없습니다. 낱말을 줄이거나 바꾸어 보세요.
search-all = 이 사업에서 찾은 제안 { $number }건 보기
search-all-more = 이 사업에서 찾은 제안 { $number }건 이상 보기
search-commitments-more = 공약 { $number }건이 더 있습니다. 나라별 목록에서 찾을 수 있습니다.
