# 주소에 대해 하는 말. 여기 있는 메시지는 en/addresses.ftl에도 같은 자리표시자로 있습니다.

addresses-public = { $what }. https://madang.example.go.kr처럼 https://(또는 http://)와 호스트로 적으십시오
addresses-blank = 공백, 제어 문자, 역슬래시가 있습니다
addresses-no-address = 주소가 아닙니다
addresses-scheme = http나 https가 아닙니다
addresses-user = 사용자 이름이 있습니다
addresses-query = ?나 #이 뒤에 있습니다
addresses-path = 경로가 있는데, 포털은 호스트의 맨 위에서만 열립니다. 따로 호스트를 두거나, 그런 호스트가 있는 프록시를 쓰십시오
addresses-no-port = 127.0.0.1:8080이나 localhost:8080처럼 포트를 적으십시오
addresses-port = "{ PARTICLE($port, "\"은/는") } 포트가 아닙니다. 127.0.0.1:8080처럼 적으십시오
addresses-brackets = IPv6 주소는 [::1]:8080처럼 대괄호 안에 적습니다
addresses-host = "{ PARTICLE($host, "\"은/는") } 호스트가 아닙니다. 127.0.0.1:8080처럼 적으십시오. 0.0.0.0은 모든 주소입니다
addresses-origin-scheme = 앞에 https://를 붙이지 않습니다. madang.example.go.kr/record처럼 적으십시오
addresses-origin = "{ PARTICLE($name, "\"은/는") } 기록의 이름으로 쓸 수 없습니다. 비어 있거나 공백이나 더하기 기호가 있습니다
