# 투표지 파일에 대해 하는 말. 여기 있는 메시지는 en/ballots.ftl에도 같은 자리표시자로 있습니다.

ballots-csv-only = { PARTICLE($option, "은/는") } 제안 표(CSV)와 함께 쓰는데 { PARTICLE($file, "은/는") } 표가 아닙니다. 빼십시오
ballots-reading = { $file } 읽는 중
ballots-reading-input = 표준 입력 읽는 중
ballots-bytes = 읽은 바이트
ballots-table-alone = { PARTICLE($file, "은/는") } 제안 표입니다. 투표지 표도 `--ballots 파일.csv`(열 `voter_id,vote`)로 지정하고, --budget 금액이나 --number 개수를 주십시오
ballots-directory = { PARTICLE($file, "은/는") } 디렉터리입니다. .pb, .csv, .json 파일을 지정하십시오
ballots-note = 참고
ballots-such-as = 예: { $example }
