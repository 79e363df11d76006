{{- define "sluice.name" -}}
{{ .Values.fullnameOverride | default .Release.Name | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- define "sluice.metadata" -}}
name: {{ include "sluice.name" . }}
namespace: {{ .Values.namespace | default .Release.Namespace }}
labels:
  {{- include "sluice.labels" . | nindent 2 }}
{{- end }}

{{- define "sluice.labels" -}}
{{ include "sluice.selector" . }}
app.kubernetes.io/name: sluice
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{- define "sluice.selector" -}}
app: {{ include "sluice.name" . }}
{{- end }}

{{- define "sluice.serviceAccount" -}}
{{ .Values.serviceAccount.name | default (ternary (include "sluice.name" .) "default" .Values.serviceAccount.create) }}
{{- end }}

{{/* Whether a tag is the version of an image of the original service, which this chart cannot run. */}}
{{- define "sluice.isOriginalTag" -}}
{{- if regexMatch "^[0-9]{3}[.][0-9]+[.][0-9]{3}[.][0-9]+$" (.Values.tlm.image.tag | default "" | toString) }}true{{ end }}
{{- end }}

{{- define "sluice.image" -}}
{{- $image := .Values.tlm.image }}
{{- if $image.registry }}{{ $image.registry | trimSuffix "/" }}/{{ end }}{{ $image.repository }}
{{- if $image.digest }}@{{ $image.digest }}
{{- else if and $image.tag (not (include "sluice.isOriginalTag" .)) }}:{{ $image.tag }}
{{- else }}:{{ .Chart.AppVersion }}
{{- end }}
{{- end }}
