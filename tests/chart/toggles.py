"""Values of which each turns one thing on, and what then is there."""

TENANT = "9350e2fc-a1dd-4c65-8d40-1f75a2e080dd"
HOSTS = [{"host": "tlm.example.com", "paths": [{"path": "/v1"}, {"path": "/collect", "pathType": "Exact"}]}]

# By name: values, and the kind that they add, if any.
TOGGLES = {
    "nothing": ({}, None),
    "ingress": ({"tlm": {"ingress": {"enabled": True, "className": "nginx", "hosts": HOSTS}}}, "Ingress"),
    "gateway": ({"gateway": {"enabled": True, "parentRefs": [{"name": "edge"}], "hostnames": ["tlm.example.com"]}}, "HTTPRoute"),
    "service monitor": ({"serviceMonitor": {"enabled": True, "labels": {"release": "prometheus"}}}, "ServiceMonitor"),
    "pod monitor": ({"podMonitor": {"enabled": True}}, "PodMonitor"),
    "rules": ({"prometheusRule": {"enabled": True, "runbookUrl": "https://wiki.example.com/runbook"}}, "PrometheusRule"),
    "dashboard": ({"grafanaDashboard": {"enabled": True}}, None),
    "autoscaling": ({"autoscaling": {"enabled": True, "eventsPerSecond": 5000}}, "HorizontalPodAutoscaler"),
    "network policy": ({"networkPolicy": {"enabled": True, "extraEgress": [{"ports": [{"port": 443}]}]}}, "NetworkPolicy"),
    "open network policy": ({"networkPolicy": {"enabled": True, "ingressFrom": [], "metricsFrom": [], "authenticationTo": []}}, "NetworkPolicy"),
    "no budget": ({"podDisruptionBudget": {"enabled": False}}, None),
    "no spread": ({"topologySpread": {"enabled": False}}, None),
    "no account": ({"serviceAccount": {"create": False, "name": "existing"}}, None),
    "no sleep": ({"preStopSleepSeconds": 0}, None),
    "secrets": ({"tlm": {"secrets": {"TELEMETRY_AUTH_CLIENT_SECRET": "secret"}, "existingSecrets": ["more"]}}, "Secret"),
    "placement": ({"tlm": {
        "nodeSelector": {"pool": "edge", "genesysengage.com/nodepool": None}, "priorityClassName": "high",
        "tolerations": [{"key": "edge", "operator": "Exists"}], "podLabels": {"team": "a"}, "podAnnotations": {"b": "c"},
        "affinity": {"nodeAffinity": {}}, "image": {"digest": "sha256:" + "0" * 64, "imagePullSecrets": [{"name": "pull"}]},
    }}, None),
    "files": ({
        "filters": {"configMaps": ["house-rules"], "volume": {"persistentVolumeClaim": {"claimName": "filters"}}},
        "tenants": {"configMaps": {TENANT: "tenant-example"}}, "tls": {"secretName": "tlm-tls"},
        "pseudonymKey": {"secretName": "pseudonyms"}, "store": {"existingClaim": "store"}, "registry": {"pullSecret": "pull"},
        "extraVolumes": [{"name": "authorities", "configMap": {"name": "authorities"}}],
        "extraVolumeMounts": [{"name": "authorities", "mountPath": "/etc/authorities"}],
    }, None),
    "tenants on a volume": ({"tenants": {"volume": {"nfs": {"server": "files", "path": "/tenants"}}}}, None),
    "request test": ({"helmTest": {"curlImage": "curl:8"}}, None),
    "own annotations and labels": ({"tlm": {
        "ingress": {"enabled": True, "hosts": HOSTS, "annotations": {"nginx.ingress.kubernetes.io/proxy-body-size": "8m"}},
        "service": {"annotations": {"prometheus.io/scrape": "false"}},
        "podAnnotations": {"checksum/start": "none"}, "podLabels": {"app": "none"},
    }}, "Ingress"),
    "load balancer": ({"tlm": {"service": {"type": "LoadBalancer", "annotations": {"a": "b"}}}}, None),
}

# Values that would do nothing, or something else than they say, and what the refusal names.
REFUSED = {
    "an unknown key": ({"replicas": 3}, "replicas"),
    "an unknown key of the original": ({"tlm": {"ingres": {"enabled": True}}}, "ingres"),
    "an unknown section": ({"config": {"sever": {}}}, "sever"),
    "a text for a number": ({"replicaCount": "two"}, "replicaCount"),
    "no such service type": ({"tlm": {"service": {"type": "ExternalName"}}}, "type"),
    "a route without a gateway": ({"gateway": {"enabled": True}}, "parentRefs"),
    "a digest that is none": ({"tlm": {"image": {"digest": "latest"}}}, "digest"),
    "nothing but metrics to publish": (
        {"tlm": {"ingress": {"enabled": True, "hosts": [{"host": "m", "paths": [{"path": "/metrics", "port": 9107}]}]}}},
        "metrics are not published",
    ),
}
