# 계정이 만나는 사람에게 하는 말. 여기 있는 메시지는 en/accounts.ftl에도 같은 자리표시자로 있습니다.

accounts-database = 계정: { $problem }
accounts-damaged = 계정 데이터베이스가 손상되었습니다: { $what }. 그 백업을 되돌려 놓으십시오
accounts-busy = 비밀번호 확인이 밀려 있습니다. 몇 초 뒤에 다시 요청하십시오
accounts-random = 시스템에서 난수를 얻을 수 없습니다: { $problem }
accounts-passkey = 패스키를 쓸 수 없습니다: { $problem }
accounts-hash = 비밀번호를 확인할 수 없습니다: { $problem }
accounts-mail-address = 메일 서버의 주소 { PARTICLE($place, "을/를") } 쓸 수 없습니다. smtps://user:password@host(TLS)나 smtp://user:password@host?tls=required(STARTTLS), 같은 컴퓨터 안이면 smtp://host:port로 적으십시오
accounts-mail-from = { PARTICLE($sender, "은/는") } 보내는 사람이 아닙니다. "Madang <madang@example.go.kr>"처럼 적으십시오
accounts-mail-clear = 메일 서버의 비밀번호가 암호화되지 않은 채 네트워크로 나갑니다. smtps://…로 적거나 ?tls=required를 붙이십시오
accounts-mail-refused = 메일 서버가 이 메일을 아주 거절했습니다: { $problem }
accounts-mail-later = 메일 서버가 지금은 이 메일을 받지 않습니다: { $problem }
accounts-mail-server = 메일 서버 { $place }의 응답이 올바르지 않습니다: { $problem }
accounts-provider-issuer = 발급자 { PARTICLE($issuer, "을/를") } 쓸 수 없습니다. 제공자의 .well-known/openid-configuration에 있는 대로 https://id.example.go.kr 같은 주소를 적으십시오. 사용자와 ?, #은 넣지 않고, http://는 같은 컴퓨터에 있을 때만 씁니다
accounts-provider-host = { PARTICLE($host, "은/는") } 호스트가 아닙니다. id.example.go.kr이나 id.example.go.kr:8443처럼 적으십시오
accounts-provider-client = 제공자의 클라이언트가 비어 있습니다
accounts-provider-secret = 제공자의 비밀이 비어 있습니다
accounts-provider-korean = 제공자의 한국어 이름이 비어 있습니다
accounts-provider-english = 제공자의 영어 이름이 비어 있습니다
