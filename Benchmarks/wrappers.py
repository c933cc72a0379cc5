"""The wrappers that shippers and exports put around events, as lines to write.

Each takes the lines of a log, without their ends, and yields the text of the
wrapped one. `docs/formats.md` has them all; here are those with a cost of their
own, and those met most.
"""

import base64
import itertools
import json

TIME = "2026-11-23T19:00:00.000000001Z"
PAGE = 250  # events of a document: CloudWatch gives a megabyte a page


def string(text):
    """A text as a JSON string."""
    return json.dumps(text, ensure_ascii=False)


def field(text):
    """A text as a field of a CSV file."""
    return '"' + text.replace('"', '""') + '"'


def each(before, after, spell=str):
    """A wrapper of single lines."""
    return lambda lines: (f"{before}{spell(line)}{after}\n" for line in lines)


def with_end(line):
    """A line with its end as a JSON string, as Docker has it."""
    return string(line + "\n")


def pages(before, after, spell, size=PAGE):
    """A wrapper of some lines at a time, as the elements of an array."""
    def wrap(lines):
        while page := list(itertools.islice(lines, size)):
            yield before + ",".join(map(spell, page)) + after + "\n"
    return wrap


def document(before, after, spell):
    """A wrapper of all lines, as the elements of one array."""
    def wrap(lines):
        yield before
        for number, line in enumerate(lines):
            yield ("," if number else "") + spell(line)
        yield after + "\n"
    return wrap


def table(header, row):
    """A CSV file."""
    return lambda lines: itertools.chain([header + "\n"], map(row, lines))


def split(spell, size=16 << 10):
    """Lines in parts, as container runtimes cut them."""
    def wrap(lines):
        for line in lines:
            parts = [line[start:start + size] for start in range(0, len(line), size)]
            for number, part in enumerate(parts):
                yield spell(part, number == len(parts) - 1)
    return wrap


def in_base64(line):
    """A line in base64."""
    return base64.b64encode(line.encode()).decode()


def cloud_logging(line):
    """The LogEntry that Cloud Logging makes of an event."""
    event = json.loads(line)
    code = event.get("responseStatus", {}).get("code", 200)
    payload = {
        "@type": "type.googleapis.com/google.cloud.audit.AuditLog",
        "authenticationInfo": {"principalEmail": event.get("user", {}).get("username", "")},
        "authorizationInfo": [{"granted": code != 403, "permission": "io.k8s.core.v1.pods.get"}],
        "methodName": "io.k8s.core.v1.pods." + event.get("verb", "get"),
        "request": event.get("requestObject"),
        "requestMetadata": {
            "callerIp": (event.get("sourceIPs") or ["192.0.2.1"])[0],
            "callerSuppliedUserAgent": event.get("userAgent", ""),
        },
        "resourceName": "core/v1" + event.get("requestURI", "/").split("?")[0],
        "response": event.get("responseObject"),
        "serviceName": "k8s.io",
        "status": {} if code < 400 else {"code": 7, "message": "Forbidden"},
    }
    entry = {
        "insertId": event["auditID"],
        "labels": event.get("annotations", {}),
        "logName": "projects/p/logs/cloudaudit.googleapis.com%2Factivity",
        "operation": {"first": True, "id": event["auditID"], "last": True, "producer": "k8s.io"},
        "protoPayload": {key: value for key, value in payload.items() if value is not None},
        "receiveTimestamp": TIME,
        "resource": {"labels": {"cluster_name": "c"}, "type": "k8s_cluster"},
        "timestamp": event.get("requestReceivedTimestamp", TIME),
    }
    return json.dumps(entry, separators=(",", ":"), ensure_ascii=False)


def member(key):
    """An object with one string, and the text before and behind it."""
    return lambda line: "{" + f'"timestamp":1764000000000,"{key}":{string(line)}' + "}"


WRAPPERS = {
    "cri": each(f"{TIME} stdout F ", ""),
    "cri, split": split(lambda part, last: f"{TIME} stdout {'F' if last else 'P'} {part}\n"),
    "timestamped-lines": each("2026-11-23T19:00:00.511Z ", ""),
    "cloudwatch-tail": each("2026-11-23T19:00:00.511Z kube-apiserver-audit-9001 ", ""),
    "kubectl-logs": each("[pod/kube-apiserver-a/kube-apiserver] ", ""),
    "syslog-5424": each("<134>1 2026-11-23T19:00:00.076Z host ocp - - - ", ""),
    "docker-json-file": each('{"log":', f',"stream":"stdout","time":"{TIME}"}}', with_end),
    "docker-json-file, split": split(
        lambda part, last: '{"log":' + string(part + ("\n" if last else ""))
        + f',"stream":"stdout","time":"{TIME}"}}\n'
    ),
    "fluent": each(f'{{"date":{1764000000.5},"log":', ',"stream":"stdout"}', string),
    "cri + fluent": each(f'{TIME} stdout F {{"log":', "}", string),
    "vector": each('{"file":"/var/log/audit.log","message":', ',"source_type":"file"}', string),
    "logstash": each('{"message":', f',"@version":"1","@timestamp":"{TIME}"}}', string),
    "filebeat": each(
        f'{{"@timestamp":"{TIME}","message":', ',"log":{"offset":1}}', string),
    "gelf": each(
        '{"message":', ',"source":"h"}',
        lambda line: string('{"_appID":"k","short_message":' + string(line) + "}")),
    "aks-diagnostic": each(
        f'{{"category":"kube-audit","time":"{TIME}","properties":{{"log":',
        ',"stream":"stdout","pod":"kube-apiserver-1"}}', with_end),
    "aks-event-hub": pages(
        '{"records":[', "]}",
        lambda line: f'{{"category":"kube-audit","time":"{TIME}","properties":{{"log":'
        + with_end(line) + ',"stream":"stdout","pod":"kube-apiserver-1"}}'),
    "aks-log-analytics-csv": table(
        "TenantId,log_s,pod_s", lambda line: f"t,{field(line + chr(10))},p\n"),
    "eks-cloudwatch": pages('{"events":[', "]}", member("message")),
    "eks-subscription": pages('{"logEvents":[', "]}", member("message")),
    "eks-insights-csv": table(
        "@timestamp,@message,@logStream",
        lambda line: f"2026-11-23 19:00:00.101,{field(line)},kube-apiserver-audit-x\n"),
    "loki-api": pages(
        '{"data":{"result":[{"stream":{},"values":[', "]}]}}",
        lambda line: f'["1764000000000000000",{string(line)}]'),
    "loki-logcli": each('{"labels":{},"line":', f',"timestamp":"{TIME}"}}', string),
    "splunk-export": each('{"preview":false,"result":{"_raw":', "}}", string),
    "splunk-raw": each('{"_raw":', f',"_time":"{TIME}"}}', string),
    "splunk-csv": table("_time,_raw,host", lambda line: f"{TIME},{field(line)},h\n"),
    "splunk-hec": each('{"time":1764000000.1,"event":', ',"host":"h"}'),
    "elastic-agent": each('{"kubernetes":{"audit":', "}}"),
    "elastic-search": pages('{"hits":{"hits":[', "]}}", lambda line: f'{{"_source":{line}}}'),
    "elastic-dump": each('{"_index":"i","_source":', "}"),
    "elastic-original": each('{"event":{"original":', "}}", string),
    "viaq": each('{"openshift":{"sequence":1},', "", lambda line: line[1:]),
    "datadog": each('{"_id":"A","attributes":', ',"tags":[]}'),
    "gke": each("", "", cloud_logging),
    "pubsub": each('{"message":{"data":"', '"}}', in_base64),
    "eks-cloudwatch, one document": document('{"events":[', "]}", member("message")),
}
