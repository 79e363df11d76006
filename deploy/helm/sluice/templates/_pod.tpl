{{/* What the service and the test that checks its configuration have in common. */}}

{{- define "sluice.podSecurity" -}}
{{- $security := deepCopy .Values.tlm.securityContext }}
{{- if and $security.runAsGroup (not (hasKey $security "fsGroup")) }}
{{- $_ := set $security "fsGroup" $security.runAsGroup }}
{{- end }}
{{- range $key, $value := $security }}
{{- if kindIs "invalid" $value }}{{ $_ := unset $security $key }}{{ end }}
{{- end }}
{{- toYaml $security }}
{{- end }}

{{/* A variable's text: of numbers without an exponent, of maps and lists as JSON. */}}
{{- define "sluice.variable" -}}
{{- if kindIs "float64" . }}{{ if eq (float64 (int64 .)) . }}{{ int64 . }}{{ else }}{{ . }}{{ end }}
{{- else if or (kindIs "map" .) (kindIs "slice" .) }}{{ toJson . }}
{{- else if not (kindIs "invalid" .) }}{{ . }}
{{- end }}
{{- end }}

{{- define "sluice.variables" -}}
{{- $set := list }}
{{- range $name, $value := .Values.tlm.context.envs }}
{{- $text := include "sluice.variable" $value }}
{{- if $text }}{{ $set = append $set (dict "name" $name "value" $text) }}{{ end }}
{{- end }}
{{- if $set }}
env: {{- toYaml $set | nindent 2 }}
{{- end }}
{{- if or .Values.tlm.secrets .Values.tlm.existingSecrets }}
envFrom:
  {{- if .Values.tlm.secrets }}
  - secretRef: {name: {{ include "sluice.name" . }}}
  {{- end }}
  {{- range .Values.tlm.existingSecrets }}
  - secretRef: {name: {{ . }}}
  {{- end }}
{{- end }}
{{- end }}

{{- define "sluice.mounts" -}}
- {name: config, mountPath: /etc/sluice, readOnly: true}
{{- if .Values.tls.secretName }}
- {name: tls, mountPath: /run/secrets/sluice/tls, readOnly: true}
{{- end }}
{{- if .Values.registry.pullSecret }}
- {name: registry, mountPath: /run/secrets/sluice/registry, readOnly: true}
{{- end }}
{{- if .Values.pseudonymKey.secretName }}
- {name: pseudonyms, mountPath: /run/secrets/sluice/pseudonyms, readOnly: true}
{{- end }}
{{- range $index, $name := .Values.filters.configMaps }}
- {name: filters-{{ $index }}, mountPath: /srv/sluice/filters/{{ $name }}, readOnly: true}
{{- end }}
{{- if .Values.filters.volume }}
- {name: filters, mountPath: /srv/sluice/filters/volume, readOnly: true}
{{- end }}
{{- if .Values.tenants.volume }}
- {name: tenants, mountPath: /srv/sluice/tenants, readOnly: true}
{{- end }}
{{- range $id, $name := .Values.tenants.configMaps }}
- {name: tenant-{{ $id | sha256sum | trunc 10 }}, mountPath: /srv/sluice/tenants/{{ $id }}, readOnly: true}
{{- end }}
{{- with .Values.extraVolumeMounts }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "sluice.volumes" -}}
- name: config
  configMap: {name: {{ include "sluice.name" . }}}
{{- with .Values.tls.secretName }}
- name: tls
  secret: {secretName: {{ . }}}
{{- end }}
{{- with .Values.registry.pullSecret }}
- name: registry
  secret: {secretName: {{ . }}}
{{- end }}
{{- with .Values.pseudonymKey.secretName }}
- name: pseudonyms
  secret: {secretName: {{ . }}}
{{- end }}
{{- range $index, $name := .Values.filters.configMaps }}
- name: filters-{{ $index }}
  configMap: {name: {{ $name }}}
{{- end }}
{{- with .Values.filters.volume }}
- name: filters
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tenants.volume }}
- name: tenants
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- range $id, $name := .Values.tenants.configMaps }}
- name: tenant-{{ $id | sha256sum | trunc 10 }}
  configMap: {name: {{ $name }}}
{{- end }}
{{- with .Values.extraVolumes }}
{{ toYaml . }}
{{- end }}
{{- end }}
