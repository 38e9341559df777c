# `madang voice`가 하는 말. en/voices.ftl과 같은 이름, 같은 자리입니다.

voice-received = 의견을 접수했습니다
voice-asked = 의견 { $voice }의 보완을 { $until }까지 기다립니다
voice-supplemented = 의견 { $voice }에 보완한 것을 기록했습니다
voice-transferred = 의견 { PARTICLE($voice, "을/를") } { PARTICLE($to, "으로/로") } 넘겼습니다
voice-code-renewed = 의견 { $voice }의 접수증을 다시 내주었습니다. 이 코드를 인쇄하십시오. 어디에도 남지 않습니다:
voice-withdrawn = 의견 { PARTICLE($voice, "을/를") } 철회했습니다
voice-none-of = { $known } 가운데 하나가 아닙니다
