# `madang admin`이 하는 말. 여기 있는 메시지는 en/admin.ftl에도 같은 자리표시자로 있습니다.

admin-granted = 관리자를 정했습니다: { $holder }
admin-already = 이미 관리자인 계정입니다. 아무것도 기록하지 않았습니다
admin-link = 15분 안에 이 링크로 한 번 로그인할 수 있습니다: { $link }
admin-base = 이 링크는 포털 주소가 { $base }일 때의 것입니다. 다른 주소면 --base-url 또는 MADANG_BASE_URL로 지정하십시오
admin-ended = 역할을 종료했습니다: { $holder }
admin-none = 역할이 없는 계정입니다. 아무것도 기록하지 않았습니다
admin-no-account = { $address } 주소의 계정이 없습니다. 주소를 맞게 적었는지 확인하십시오. 예: `madang admin end kim@example.go.kr`
admin-no-mail = 주의: 메일 서버가 지정되어 있지 않습니다(--mail-server 또는 MADANG_MAIL_SERVER). 메일 서버 없이 연 포털에는 계정이 없어, `madang serve`를 메일 서버와 함께 시작할 때까지 이 링크는 열리지 않습니다
