# `madang admin`이 하는 말. 여기 있는 메시지는 en/admin.ftl에도 같은 자리표시자로 있습니다.

admin-granted = 관리자를 정했습니다: { $holder }
admin-already = 이미 관리자인 계정입니다. 아무것도 기록하지 않았습니다
admin-link = 15분 안에 이 링크로 한 번 로그인할 수 있습니다: { $link }
admin-ended = 역할을 종료했습니다: { $holder }
admin-none = 역할이 없는 계정입니다. 아무것도 기록하지 않았습니다
admin-no-account = { $address } 주소의 계정이 없습니다. 주소를 맞게 적었는지 확인하십시오. 예: `madang admin end kim@example.go.kr`
