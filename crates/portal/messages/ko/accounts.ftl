account-address = 메일 주소
account-address-wrong = 메일 주소가 아닙니다. 예: name@example.org
account-password = 비밀번호
account-password-current = 지금 비밀번호
account-password-new = 새 비밀번호
account-busy = 지금 로그인하는 사람이 너무 많습니다. 몇 초 뒤에 다시 해 보십시오.
account-too-often = 너무 자주 요청했습니다. { $expected }부터 다시 할 수 있습니다.
account-sign-in-title = 로그인
account-sign-in-lead = 패스키나 비밀번호로 로그인하거나, 메일로 연결을 받으십시오.
account-sign-in-unkept = 적은 내용은 보내지 않았고, 로그인할 때까지 보관하지도 못했습니다. 한 시간 동안 보관한 양식이 너무 많습니다. 브라우저에서 뒤로 가면 남아 있을 수 있으니, 로그인하기 전에 복사해 두세요.
account-sign-in-again = 바꾸기 전에 본인인지 한 번 더 확인합니다.
account-sign-in-submit = 로그인
account-sign-in-wrong = 주소와 비밀번호가 서로 맞지 않습니다. 비밀번호가 없으면 메일로 연결을 받을 수 있습니다.
account-mail-title = 메일로 로그인 연결 받기
account-mail-lead = 연결을 메일로 보냅니다. 15분 동안 한 번만 쓸 수 있습니다.
account-mail-submit = 연결 보내기
account-register-title = 계정 만들기
account-register-lead = 메일 주소만 있으면 됩니다. 계정을 만드는 연결을 메일로 보냅니다.
account-register-kept = 주소는 공개 기록과 따로 보관합니다. 기록에는 일마다 다른 무작위 이름으로 남고, 그 이름이 누구인지는 이곳에서만 알 수 있습니다. 보관하는 것은 언제든지 가져가고 지울 수 있습니다.
account-register-submit = 계정 만들기
account-sent-title = 메일을 확인하십시오
account-sent-lead = 이 주소로 메일을 보내고 있습니다. 다음에 할 일이 적혀 있습니다. 메일에 있는 연결은 15분 동안 쓸 수 있습니다.
account-sent-late = 지금 메일 서버가 메일을 받지 않아 늦게 도착할 수 있습니다. 서버가 받는 대로 보냅니다.
account-sent-more = 메일이 오지 않으면 원하지 않는 메일 사이와 주소가 맞는지 확인하십시오. 한 주소로는 한 시간에 세 번까지 보냅니다.
account-link-title = 거의 다 되었습니다
account-link-description = 메일로 받은 연결을 씁니다.
account-link-sign-in = 단추를 누르면 { PARTICLE($address, "으로/로") } 로그인합니다.
account-link-register = 단추를 누르면 { $address }의 계정을 만듭니다.
account-link-contact = 단추를 누르면 { PARTICLE($address, "을/를") } 내 계정에 더합니다.
account-contact-confirm = 주소 더하기
account-link-dead-title = 더는 쓸 수 없는 연결입니다
account-link-dead-lead = 연결은 15분 동안 한 번만, 가장 나중 것만 쓸 수 있습니다. 새 연결을 메일로 받으십시오.
account-own-title = 내 계정
account-own-lead = 패스키와 주소, 기기, 비밀번호, 보관하고 있는 모든 것, 그리고 나가는 길입니다.
account-sign-out = 나가기
account-sign-out-everywhere = 다른 모든 기기에서 나가기
account-roles-title = 기록에 있는 내 역할
account-roles-text = 기록에 무작위 이름으로 이 역할이 있습니다. 역할이 있는 사람은 패스키로 로그인합니다.
account-roles-show = 역할이 있지만 패스키로 로그인하지 않았습니다. 패스키로 확인하면 역할에 맞는 일을 하고 계정을 바꿀 수 있습니다.
account-contacts-title = 주소
account-contacts-caption = 이 계정의 메일 주소
account-contact-verified = 확인한 때
account-contact-change = 바꾸기
account-contact-remove = 빼기
account-contact-add = 주소 더하기
account-devices-title = 기기
account-devices-caption = 로그인한 기기
account-device = 기기
account-device-since = 로그인한 때
account-device-seen = 마지막으로 쓴 때
account-device-here = 이 기기
account-device-unknown = 알 수 없는 기기
account-passkey-sign-in = 패스키로 로그인
account-passkey-add = 패스키 더하기
account-passkey-script = 패스키는 스크립트를 실행할 수 있는 화면에서만 쓸 수 있습니다. 그렇지 않으면 비밀번호나 메일로 받은 연결로 로그인하십시오. 역할이 있는 사람은 스크립트를 켜야 합니다.
account-passkey-nowhere = 이곳에서는 패스키를 쓸 수 없습니다. 누리집 주소가 숫자가 아닌 이름이고 https로 시작해야 합니다.
account-passkey-unable = 이 프로그램에는 패스키 기능이 없습니다.
account-passkey-elsewhere = 패스키는 이 누리집의 본래 주소에서 쓸 수 있습니다: { $address }
account-passkey-failed = 기기에서 패스키를 받지 못했습니다. 중단했거나, 시간이 지났거나, 이 누리집의 패스키가 없는 기기입니다.
account-passkey-unreached = 누리집이 답하지 않았습니다. 다시 해 보십시오.
account-passkey-wrong = 이 주소의 계정에 맞는 패스키가 아니거나 시간이 지났습니다. 다시 하거나 메일로 연결을 받으십시오.
account-passkey-not-added = 패스키를 더하지 못했습니다. 다시 해 보십시오.
account-passkey-device = 만든 기기
account-passkey-made = 더한 때
account-passkeys-title = 패스키
account-passkeys-text = 패스키는 기기나 비밀번호 관리 프로그램에만 있고, 지문이나 화면 잠금 번호로 확인한 뒤에 쓰입니다. 아무도 맞힐 수 없고 다른 누리집에서 물을 수도 없습니다.
account-passkeys-none = 아직 없습니다.
account-passkeys-caption = 이 계정에 로그인하는 패스키
account-passkeys-second = 패스키가 하나뿐입니다. 지금 다른 기기에서 하나를 더 만드십시오. 하나뿐인 패스키가 없어지면 하루를 기다려야 다시 더할 수 있고, 역할이 있는 사람은 역할을 다시 받아야 합니다.
account-passkeys-most = 더할 수 있는 만큼 다 더했습니다. 더하려면 먼저 하나를 빼십시오.
account-provider-sign-in = { PARTICLE($name, "으로/로") } 로그인
account-provider-add = { $name } 더하기
account-provider-go-title = 로그인하는 곳으로 이동합니다
account-provider-go-description = 다른 곳에서 로그인하고 이곳으로 돌아옵니다.
account-provider-go-lead = { PARTICLE($name, "으로/로") } 이동합니다. 그곳에서 로그인하면 이곳으로 돌아옵니다.
account-provider-go = { PARTICLE($name, "으로/로") } 이동
account-provider-down = 지금 { $found } 쪽에서 답이 없습니다. 다른 방법으로 로그인하거나, 몇 분 뒤에 다시 해 보십시오.
account-provider-unasked = 로그인하지 못했습니다. 시간이 지났거나, 이미 쓴 답이거나, 이곳에서 시작하지 않은 일입니다. 다시 해 보십시오.
account-provider-browser = 로그인하지 못했습니다. 다른 브라우저에서 시작한 일입니다. 이 브라우저에서 다시 시작하십시오.
account-provider-denied = 로그인하지 못했습니다. { $found } 쪽에서 취소했거나 거절되었습니다.
account-provider-wrong = 로그인하지 못했습니다. { $found } 쪽의 답을 믿을 수 없습니다. 다시 해 보고, 계속 이러면 이 누리집을 운영하는 곳에 알리십시오.
account-provider-known = { $found } 쪽에서 알려 준 메일 주소로 만든 계정이 이미 있습니다. 그 계정에 다른 방법으로 로그인하고, 내 계정에서 { PARTICLE($found, "을/를") } 더하십시오. 주소만 같다고 남의 계정에 들어가는 일은 없습니다.
account-provider-other = 지금 로그인한 계정의 { PARTICLE($found, "이/가") } 아닙니다. 바뀐 것은 없습니다.
account-provider-others = 다른 계정에 이미 더한 것입니다. 바뀐 것은 없습니다.
account-provider-most = 더할 수 있는 만큼 다 더했습니다. 더하려면 먼저 하나를 빼십시오.
account-provider-ended = 그사이에 이 계정에서 나갔습니다. 로그인하고 다시 더하십시오.
account-identities-title = 다른 곳의 신원으로 로그인
account-identities-text = 다른 곳에서 확인한 신원으로도 이 계정에 로그인할 수 있습니다. 여기에는 그곳에서 쓰는 이름만 보관합니다. 역할이 있는 사람은 패스키로만 일할 수 있습니다.
account-identities-none = 더한 것이 없습니다.
account-identities-caption = 이 계정에 로그인하는 다른 곳의 신원
account-identity = 확인한 곳
account-identity-subject = 그곳에서 쓰는 이름
account-identity-last = 이 계정에 로그인하는 하나뿐인 길입니다. 빼려면 먼저 메일 주소를 더하십시오.
account-recovery-title = 패스키가 없어졌습니다
account-recovery-text = 여기에서 요청하면 하루 뒤에 다른 패스키를 더할 수 있습니다. 내 모든 주소로 바로 알리므로, 직접 한 일이 아니면 멈출 수 있습니다.
account-recovery-begin = 하루 뒤에 다시 더하기
account-recovery-waits = 내 모든 주소로 알렸습니다. 다른 패스키를 더할 수 있는 때:
account-recovery-over = 하루가 지났습니다. 이제 패스키를 더할 수 있습니다. 더한 뒤에 없어진 패스키를 빼십시오.
account-recovery-stop = 멈추기
account-recovery-role = 역할이 있는 사람은 없어진 패스키를 메일로 대신할 수 없습니다. 관리자에게 역할을 종료하고 다시 달라고 하십시오. 그사이에 하루를 기다려 다른 패스키를 더할 수 있습니다.
account-password-title = 비밀번호
account-password-there = 비밀번호가 있습니다.
account-password-none = 비밀번호가 없습니다. 메일로 받는 연결로 로그인합니다.
account-password-rule = 비밀번호는 15자 이상입니다. 낱말을 여러 개 이으면 외우기 쉽습니다. 비밀번호를 정하면 다른 기기에서 나가게 됩니다.
account-password-set = 비밀번호 정하기
account-password-short = { $expected }자보다 적습니다.
account-password-long = { $expected }자보다 깁니다.
account-password-guessed = 쉽게 맞힐 수 있는 비밀번호입니다. 같은 글자가 많거나, 널리 쓰이거나, 내 주소가 들어 있습니다.
account-password-wrong = 지금 비밀번호가 아닙니다.
account-data-title = 보관하고 있는 것
account-data-text = 공개 기록과 따로 보관하는 모든 것입니다. 주소, 패스키, 다른 곳의 신원, 기기, 기록에 남은 이름들, 그리고 그 이름들로 말하고 한 모든 것과 글, 항목 번호, 솔트(무작위 값)입니다.
account-data-take = 가져가기 (JSON)
account-record-title = 기록에 남은 내 활동
account-record-lead = 내 이름들로 말하고 한 모든 것을 종류를 가리지 않고 새로운 것부터 보입니다. 이 목록은 본인만 볼 수 있습니다.
account-record-found = 항목 { $number }개
account-record-none = 아직 없습니다.
account-record-caption = 내 항목
account-record-entry = 항목
account-record-what = 한 일과 때
account-record-about = 대상
account-record-words = 내가 적은 글
account-record-gone = 지운 글입니다.
account-record-erase = 이 글 지우기
account-record-erase-text = 지우면 모든 곳에서 사라지고 되돌릴 수 없습니다. 말했다는 사실은 기록에 남습니다.
account-record-erase-send = 영구히 지우기
account-record-not-yours = 내가 적은 글이 아니거나 이미 지운 글입니다.
account-erase-title = 내 계정 지우기
account-erase-text = 보관하고 있는 모든 것을 지우고, 원하면 기록에서 한 말도 지웁니다. 남긴 말은 더는 누구의 것도 아니게 됩니다.
account-erase-go = 내 계정 지우기 …
account-erase-lead = 이곳에 보관한 모든 것을 바로, 영원히 지웁니다.
account-erase-holds = 기록에 역할이 있습니다. 먼저 이 누리집을 운영하는 곳에 역할을 종료해 달라고 하십시오. 그러지 않으면 없는 사람이 기록에 남습니다.
account-erase-goes = 주소, 비밀번호, 패스키, 다른 곳의 신원, 기기, 보내지 않은 메일, 그리고 기록과 이어 주는 이름들이 사라집니다.
account-erase-stays = 기록에서 한 말은 여기에서 고르는 대로 남거나 지워집니다. 남은 말의 이름으로는 누구인지 알 수 없습니다. 동의한 제안에서는 모두 빠집니다.
account-erase-final = 되돌릴 수 없습니다. 기록에 있는 것이 자기 것이라고 보일 수도 없게 됩니다.
account-erase-submit = 모두 영원히 지우기
account-erase-texts = 기록에서 한 말
account-erase-texts-none = 고르십시오 …
account-erase-texts-erase = 함께 영원히 지우기
account-erase-texts-keep = 누구의 것도 아닌 채로 남기기
account-erase-choose = 기록에서 한 말을 어떻게 할지 고르십시오.
account-erase-said = 기록에서 한 말이 { $number }건 있습니다.
account-erase-held = 그 가운데 { $number }건은 진행 중인 투표에서 집계되므로 남습니다.
account-erase-list = 무엇인지 보기
account-erase-refused = 계정은 지우지 않았습니다. { $found }
account-erase-unavailable = 기록이 답하지 않았습니다. 계정은 그대로 있고, 이미 지운 말은 되돌아오지 않습니다. 다시 해 보십시오.
account-erased-title = 계정을 지웠습니다
account-erased-lead = 이곳에는 더 이상 아무것도 남아 있지 않습니다.
account-letter-sign-in-subject = 로그인 연결
account-letter-sign-in =
    { $site }에 로그인하는 연결입니다.

    { $link }

    15분 동안 한 번만 쓸 수 있습니다. 요청하지 않았다면 아무것도 하지 않아도 됩니다. 연결 없이는 아무도 들어오지 못합니다.
account-letter-no-account-subject = 이 주소로 만든 계정이 없습니다
account-letter-no-account =
    누군가 이 주소로 { $site } 로그인 연결을 요청했지만, 이 주소로 만든 계정이 없습니다.

    직접 요청했다면 여기에서 계정을 만들 수 있습니다: { $link }

    요청하지 않았다면 아무것도 하지 않아도 됩니다.
account-letter-register-subject = 계정을 만드는 연결
account-letter-register =
    { $site }에 계정을 만드는 연결입니다.

    { $link }

    15분 동안 한 번만 쓸 수 있습니다. 요청하지 않았다면 아무것도 하지 않아도 됩니다. 연결 없이는 계정이 만들어지지 않습니다.
account-letter-known-subject = 이미 계정이 있습니다
account-letter-known =
    누군가 이 주소로 { $site } 계정을 만들려고 했지만, 이미 계정이 있습니다. 이 연결로 로그인하십시오.

    { $link }

    15분 동안 한 번만 쓸 수 있습니다. 요청하지 않았다면 아무것도 하지 않아도 됩니다.
account-letter-contact-subject = 주소를 확인하십시오
account-letter-contact =
    이 주소를 { $site } 계정에 더하는 연결입니다.

    { $link }

    15분 동안 한 번만 쓸 수 있습니다. 요청하지 않았다면 따라가지 마십시오.
account-letter-invited-subject = 역할을 받았습니다
account-letter-invited =
    { $site }에서 역할을 받았습니다. { $role }

    이 연결로 로그인합니다: { $link }

    15분 동안 한 번만 쓸 수 있습니다. 그 뒤에는 여기에서 새 연결을 받으십시오: { $later }

    역할이 있는 사람은 패스키로 로그인합니다. 내 계정에서 하나를 만들고, 다른 기기에서 하나를 더 만드십시오.
account-letter-password = 비밀번호를 새로 정했습니다
account-letter-contact-added = 계정에 주소를 더했습니다
account-letter-contact-removed = 계정에서 주소를 지웠습니다
account-letter-passkey-added = 계정에 패스키를 더했습니다
account-letter-passkey-removed = 계정에서 패스키를 지웠습니다
account-letter-identity-added = 계정에 다른 곳의 신원을 더했습니다
account-letter-identity-removed = 계정에서 다른 곳의 신원을 지웠습니다
account-letter-recovery = 패스키가 없어졌다는 요청이 있어, 하루 뒤에 다른 패스키를 더할 수 있습니다
account-letter-not-you =
    직접 했다면 아무것도 하지 않아도 됩니다. 아니라면 바로 { $site }에 로그인하여 내 계정에서 멈추거나 되돌리고, 다른 모든 기기에서 나가고 비밀번호를 다시 정하십시오.

    { $link }
account-saved-title = 나중을 위해 저장한 것
account-saved-lead = 저장해 둔 양식입니다. 다른 사람은 볼 수 없고, 기록에 오르지 않으며, 어디에도 세지 않습니다.
account-said = 내가 낸 의견과 그 결과
account-api-none = 이 포털에는 계정이 없어, HTTP로는 표만 받습니다
account-api-sign-in = 계정의 토큰을 `Authorization: Bearer TOKEN` 머리글로 보내십시오. 토큰은 계정의 ‘프로그램용 토큰’ 페이지에서 받습니다
account-api-passkey = 역할을 맡은 사람은 패스키로 로그인해야 하며, 어떤 일은 로그인한 지 10분 안에만 할 수 있습니다. 패스키로 로그인하고 토큰을 새로 받으십시오
account-api-role = 다른 사람이 할 일입니다. 이 계정으로는 할 수 없습니다
account-api-nothing = 이 주소에는 그런 것이 없습니다
account-api-over = 지금 단계에서는 더 할 수 없습니다
account-api-no-receipt = 항목 { $entry }번으로 기록했으나 접수증을 쓸 수 없습니다
account-api-warned = { $found } 이미 기록되어 누구나 읽을 수 있습니다. 모두에게 보일 내용이 아니면 지우거나 담당 부서에 알리십시오.
account-program-title = 프로그램용 토큰
account-program-lead = 토큰이 있으면 프로그램으로도 의견을 내고, 제안하고, 동의하고, 답변할 수 있습니다. 쓰는 주소는 API 페이지에 있습니다.
account-program-make = 토큰 만들기
account-program-made = 토큰을 만들었습니다. 이번 한 번만 보이니 지금 보관하십시오.
account-program-header = Authorization: Bearer { $token }
account-program-send = 프로그램은 토큰을 이 머리글로 보냅니다.
account-program-secret = 토큰을 가진 사람은 이 계정이 하는 일을 모두 할 수 있습니다. 아무에게도 보이지 말고, 남이 읽는 파일에 넣지 마십시오.
account-program-lasts = 14일 동안 쓰지 않거나 30일이 지나면 끝납니다. 역할을 맡은 사람의 토큰은 30분 동안 쓰지 않거나 12시간이 지나면 끝납니다.
account-program-ends = 내 계정의 기기 목록에 나오며, 언제든지 거기서 끝낼 수 있습니다.
account-program-device = 프로그램
