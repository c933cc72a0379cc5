/// How large the cluster is: sizes that give about 500 events a second.
enum ClusterSize {
  static let nodes = 300
  /// Config maps and secrets that each kubelet watches for its pods.
  static let watchesPerNode = 22
}

/// Teams; each has a namespace for production and one for staging.
let teamNames = [
  "payments", "checkout", "search", "catalog", "orders", "shipping", "identity", "billing",
  "media", "ads", "reports", "recommend", "inventory", "messaging", "pricing", "loyalty",
]

/// The deployments of a team.
let workloadNames = [
  "api", "worker", "web", "cache", "consumer", "gateway", "exporter", "notifier", "indexer",
  "proxy", "sync", "admin", "events", "sessions",
]

/// The cron jobs of a team.
let cronNames = ["cleanup", "report", "reindex", "snapshot"]

/// Controllers of kube-controller-manager that sign with a service account.
let controllerNames = [
  "deployment-controller", "replicaset-controller", "endpointslice-controller",
  "endpoint-controller", "job-controller", "cronjob-controller", "generic-garbage-collector",
  "namespace-controller", "node-controller", "horizontal-pod-autoscaler",
  "ttl-after-finished-controller", "resourcequota-controller", "service-account-controller",
  "root-ca-cert-publisher", "disruption-controller", "pod-garbage-collector",
  "statefulset-controller", "daemon-set-controller", "attachdetach-controller",
  "persistent-volume-binder", "endpointslicemirroring-controller", "expand-controller",
]

/// People: who, the group that their rights come from, and how many times
/// longer than the busiest they stay away.
let people = [
  ("alice@example.com", "platform-admins", 1), ("bob@example.com", "developers", 1),
  ("carol@example.com", "developers", 1), ("dana@example.com", "oncall", 1),
  ("erin@example.com", "developers", 1), ("frank@example.com", "developers", 1),
  ("grace@example.com", "platform-admins", 2), ("heidi@example.com", "developers", 2),
  ("ivan@example.com", "oncall", 3), ("judy@example.com", "auditors", 5),
  ("kubernetes-admin", "kubeadm:cluster-admins", 30), ("mallory@example.com", "contractors", 8),
]

/// An operator: who it is, what it looks after.
struct OperatorDescription {
  let namespace: String
  let name: String
  let agent: String
  let plural: String
  let group: String
  let version: String

  init(_ namespace: String, _ name: String, _ agent: String, _ kind: String) {
    let parts = kind.split(separator: "/").map(String.init)
    self.namespace = namespace
    self.name = name
    self.agent = agent
    (group, version, plural) = (parts[0], parts[1], parts[2])
  }
}

/// The operators of the cluster.
let operatorDescriptions = [
  OperatorDescription(
    "cert-manager", "cert-manager", "cert-manager-controller/v1.18.2 (linux/amd64) cert-manager",
    "cert-manager.io/v1/certificates"),
  OperatorDescription(
    "cert-manager", "cert-manager-cainjector", "cainjector/v1.18.2 (linux/amd64) cert-manager",
    "cert-manager.io/v1/certificaterequests"),
  OperatorDescription(
    "external-secrets", "external-secrets", "external-secrets/v0.19.2 (linux/amd64)",
    "external-secrets.io/v1/externalsecrets"),
  OperatorDescription(
    "monitoring", "prometheus-operator", "PrometheusOperator/0.84.1",
    "monitoring.coreos.com/v1/servicemonitors"),
  OperatorDescription(
    "istio-system", "istiod", "pilot-discovery/1.27.0 (linux/amd64) istio",
    "networking.istio.io/v1/virtualservices"),
  OperatorDescription(
    "velero", "velero", "velero-server/v1.16.2 (linux/amd64)", "velero.io/v1/backups"),
  OperatorDescription(
    "kyverno", "kyverno-reports-controller", "kyverno/v1.15.1 (linux/amd64)",
    "wgpolicyk8s.io/v1alpha2/policyreports"),
  OperatorDescription(
    "kyverno", "kyverno-background-controller", "kyverno/v1.15.1 (linux/amd64)",
    "kyverno.io/v1/policies"),
  OperatorDescription(
    "keda", "keda-operator", "keda/v2.17.2 (linux/amd64) kubernetes/keda",
    "keda.sh/v1alpha1/scaledobjects"),
  OperatorDescription(
    "ingress-nginx", "ingress-nginx", "nginx-ingress-controller/v1.13.1 (linux/amd64)",
    "networking.k8s.io/v1/ingresses"),
  OperatorDescription(
    "kube-system", "aws-load-balancer-controller", "controller/v2.13.4 (linux/amd64)",
    "elbv2.k8s.aws/v1beta1/targetgroupbindings"),
  OperatorDescription(
    "kube-system", "karpenter", "karpenter/v1.6.2 (linux/amd64)", "karpenter.sh/v1/nodeclaims"),
  OperatorDescription(
    "kafka", "strimzi-cluster-operator", "strimzi-cluster-operator/0.47.0",
    "kafka.strimzi.io/v1beta2/kafkatopics"),
  OperatorDescription(
    "cnpg-system", "cnpg-manager", "manager/v1.27.0 (linux/amd64)",
    "postgresql.cnpg.io/v1/clusters"),
  OperatorDescription(
    "argo-rollouts", "argo-rollouts", "rollouts-controller/v1.8.3 (linux/amd64)",
    "argoproj.io/v1alpha1/rollouts"),
  OperatorDescription(
    "trivy-system", "trivy-operator", "trivy-operator/0.28.0 (linux/amd64)",
    "aquasecurity.github.io/v1alpha1/vulnerabilityreports"),
  OperatorDescription(
    "crossplane-system", "crossplane", "crossplane/v1.20.1 (linux/amd64)",
    "apiextensions.crossplane.io/v1/compositions"),
  OperatorDescription(
    "fluent", "fluent-operator", "fluent-operator/v3.4.0 (linux/amd64)",
    "fluentbit.fluent.io/v1alpha2/clusteroutputs"),
  OperatorDescription(
    "kube-system", "ebs-csi-controller-sa", "csi-attacher/v4.9.0 (linux/amd64)",
    "storage.k8s.io/v1/volumeattachments"),
  OperatorDescription(
    "vpa", "vpa-recommender", "recommender/v0.0.0 (linux/amd64) kubernetes/$Format",
    "autoscaling.k8s.io/v1/verticalpodautoscalercheckpoints"),
]
