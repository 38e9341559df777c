# `madang serve`이 하는 말. 여기 있는 메시지는 en/serve.ftl에도 같은 자리표시자로 있습니다.

serve-cannot-listen = { $address }에서 접속을 받을 수 없습니다. 다른 주소는 --listen으로 지정합니다
serve-cannot-listen-admin = { $address }에서 접속을 받을 수 없습니다. 다른 주소는 --admin-listen으로 지정합니다
serve-operator = { PARTICLE($file, "을/를") } 운영 기관 정보로 읽을 수 없습니다
serve-readable = { $reason }. 기록을 읽을 수만 있고, 아무것도 기록하지 않습니다
serve-read-only = 읽기 전용: { $reason }
serve-local-only = 피드와 안내에 { PARTICLE($address, "이/가") } 적히는데, 다른 사람은 이 주소로 올 수 없습니다. 공개 주소는 --base-url로 지정합니다
serve-portal = 포털 { $address }/   기록 { $address }/checkpoint
serve-metrics = 운영자를 위한 지표와 상태: http://{ $address }/metrics
serve-operator-file = 누가 포털을 운영하는지 { $file } 파일에 적힌 대로 보여 줍니다. 기록에는 없습니다. `madang operator set { $file }`로 기록에 적습니다
serve-operator-record = 누가 포털을 운영하는지는 기록의 항목 { $entry }에 적혀 있습니다. 다르게 적힌 { $file } 파일은 보여 주지 않습니다. `madang operator set { $file }`로 기록에 적습니다
serve-no-mail = 메일 서버가 지정되어 있지 않아 이 포털에서는 누구도 로그인하거나 계정을 가질 수 없습니다(--mail-server, MADANG_MAIL_SERVER)
serve-public = 쪽, 피드, 메일에는 { PARTICLE($address, "이/가") } 적힙니다(--base-url)
serve-no-network = { $network }: 주소도 네트워크도 아닙니다. 10.1.0.0/16처럼 적습니다
