{{/* A value as TOML on one line. Helm reads every number as a float. */}}
{{- define "sluice.tomlValue" -}}
{{- if kindIs "map" . -}}
{ {{- range $index, $key := keys . | sortAlpha }}{{ if $index }},{{ end }} {{ include "sluice.tomlPair" (list $key (get $ $key)) }}{{ end }} }
{{- else if kindIs "slice" . -}}
[{{ range $index, $item := . }}{{ if $index }}, {{ end }}{{ include "sluice.tomlValue" $item }}{{ end }}]
{{- else if kindIs "float64" . -}}
{{ if eq (float64 (int64 .)) . }}{{ int64 . }}{{ else }}{{ . }}{{ end }}
{{- else -}}
{{ toJson . }}
{{- end }}
{{- end }}

{{- define "sluice.tomlPair" -}}
{{- $key := first . }}
{{- ternary $key ($key | toJson) (regexMatch "^[A-Za-z0-9_-]+$" $key) }} = {{ include "sluice.tomlValue" (last .) }}
{{- end }}

{{- define "sluice.isTables" -}}
{{- if kindIs "slice" . }}{{ if . }}{{ if kindIs "map" (first .) }}true{{ end }}{{ end }}{{ end }}
{{- end }}

{{/* Sections as TOML. Keys without a value are left out, and lists of tables are written table by table. */}}
{{- define "sluice.toml" -}}
{{- range $section, $keys := . }}
{{- $pairs := list }}
{{- $tables := list }}
{{- range $key, $value := $keys }}
{{- if include "sluice.isTables" $value }}
{{- range $table := $value }}
{{- $lines := list (printf "[[%s.%s]]" $section $key) }}
{{- range $name, $item := $table }}{{ $lines = append $lines (include "sluice.tomlPair" (list $name $item)) }}{{ end }}
{{- $tables = append $tables (join "\n" $lines) }}
{{- end }}
{{- else if not (kindIs "invalid" $value) }}
{{- $pairs = append $pairs (include "sluice.tomlPair" (list $key $value)) }}
{{- end }}
{{- end }}
{{- if $pairs }}{{ printf "[%s]\n%s\n\n" $section (join "\n" $pairs) }}{{ end }}
{{- range $tables }}{{ printf "%s\n\n" . }}{{ end }}
{{- end }}
{{- end }}

{{/* `config`, with what other values say of it. */}}
{{- define "sluice.config" -}}
{{- $config := deepCopy .Values.config }}
{{- if .Values.tls.secretName }}
{{- $files := dict "certificate_file" "/run/secrets/sluice/tls/tls.crt" "key_file" "/run/secrets/sluice/tls/tls.key" }}
{{- $config = mergeOverwrite $config (dict "server" (dict "tls" $files)) }}
{{- end }}
{{- if .Values.registry.pullSecret }}
{{- $file := "/run/secrets/sluice/registry/.dockerconfigjson" }}
{{- $config = mergeOverwrite $config (dict "registry" (dict "docker_config" $file)) }}
{{- end }}
{{- if .Values.pseudonymKey.secretName }}
{{- $file := printf "/run/secrets/sluice/pseudonyms/%s" .Values.pseudonymKey.key }}
{{- $config = mergeOverwrite $config (dict "pseudonyms" (dict "key_file" $file)) }}
{{- end }}
{{- if or .Values.tenants.configMaps .Values.tenants.volume }}
{{- $config = mergeOverwrite $config (dict "reload" (dict "tenants_directory" "/srv/sluice/tenants")) }}
{{- end }}
{{- include "sluice.toml" $config | trim }}
{{- end }}
