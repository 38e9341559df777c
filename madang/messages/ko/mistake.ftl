# 무엇이 잘못되었을 때 하는 말. 여기 있는 메시지는 en/mistake.ftl에도 같은 자리표시자로 있습니다.

mistake-json = { $line }행 { $column }열: { $what }
mistake-text = { $what }
mistake-accounts = 계정: { $problem }
mistake-accounts-damaged = 계정 데이터베이스가 손상되었습니다: { $what }. 그 백업을 되돌려 놓으십시오
mistake-accounts-busy = 비밀번호 확인이 밀려 있습니다. 몇 초 뒤에 다시 요청하십시오
mistake-accounts-random = 시스템에서 난수를 얻을 수 없습니다: { $problem }
mistake-accounts-hash = 비밀번호를 확인할 수 없습니다: { $problem }
