# 사람들이 로그인하는 제공자에 대해 하는 말. 여기 있는 메시지는 en/openid.ftl에도 같은 자리표시자로 있습니다.

openid-no-issuer = { $option }만 있고 제공자가 없습니다. --openid-issuer https://id.example.go.kr 또는 MADANG_OPENID_ISSUER로 지정하십시오
openid-missing = OpenID Connect 제공자에 { $option } 또는 { PARTICLE($variable, "이/가") } 빠졌습니다
openid-no-secret-file = OpenID Connect 제공자의 비밀이 든 파일 { PARTICLE($file, "이/가") } 없습니다
openid-no-mail = OpenID Connect 제공자로 로그인하려면 계정이 있어야 하고, 계정에는 메일 서버가 있어야 합니다: --mail-server, --mail-from
