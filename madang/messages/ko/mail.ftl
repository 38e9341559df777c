# `madang mail`이 하는 말. 여기 있는 메시지는 en/mail.ftl에도 같은 자리표시자로 있습니다.

mail-no-server = 메일 서버가 없습니다. --mail-server smtps://user:password@host 또는 MADANG_MAIL_SERVER로 지정하십시오
mail-no-sender = 보내는 사람이 없습니다. --mail-from "Madang <madang@example.go.kr>" 또는 MADANG_MAIL_FROM으로 지정하십시오
mail-no-address = 메일 주소가 아닙니다: name@example.org
mail-test-subject = 마당의 메일이 도착합니다
mail-test-text = `madang mail test`가 보낸 메일입니다. 도착했으니 더 할 일은 없습니다.
mail-test-taken = 메일 서버가 { $to }에게 가는 메일을 받았습니다. 도착하는지, 스팸함에 들어가지 않았는지 확인하십시오
