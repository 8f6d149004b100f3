using System.CommandLine;
using k8s;
using k8s.Models;
using LiveParking.Hosting.Settings;
using LiveParking.Silo;

namespace LiveParking.SystemTests.Deploy;

/// <summary>
/// The manifests of <c>deploy/kubernetes</c>, collected as kustomize collects them, read by the types of Kubernetes' API (a field that does not exist is a fault), and held
/// against each other. No Kubernetes runs here.
/// </summary>
public sealed class KubernetesTests : IAsyncLifetime, IAsyncDisposable
{
    private static readonly string Folder = Path.Combine(Repository.Top, "deploy", "kubernetes");

    private readonly TempFolder _folder = new();
    private List<object> _objects = [];
    private Dictionary<string, HashSet<string>> _secrets = [];

    private IEnumerable<(string Name, V1PodTemplateSpec Template)> Pods =>
        _objects.OfType<V1Deployment>().Select(deployment => (deployment.Metadata.Name, deployment.Spec.Template))
            .Concat(_objects.OfType<V1StatefulSet>().Select(set => (set.Metadata.Name, set.Spec.Template)));

    public async Task InitializeAsync()
    {
        await using (var make = await Child.StartAsync(
            "make-secrets", _folder.Path, [Path.Combine(Repository.Top, "deploy", "make-secrets"), "redis.live-parking.svc"],
            new Dictionary<string, string?> { ["SECRETS"] = _folder["secrets"] }))
            Assert.True(await make.ExitAsync() == 0, make.Tail());
        Collect(Path.Combine(Folder, "example"));
    }

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();

    [Fact]
    public void Every_secret_that_a_pod_reads_is_made()
    {
        foreach (var (name, template) in Pods)
        {
            foreach (var volume in template.Spec.Volumes.Where(volume => volume.Secret is not null))
                Assert.True(_secrets.ContainsKey(volume.Secret.SecretName), $"{name}: there is no secret {volume.Secret.SecretName}");
            foreach (var key in template.Spec.Containers.SelectMany(container => container.Env ?? []).Select(variable => variable.ValueFrom?.SecretKeyRef).OfType<V1SecretKeySelector>())
                Assert.Contains(key.Key, _secrets[key.Name]);
            // What is named by a path of the mounted secret is in it.
            var mounted = template.Spec.Volumes.Single(volume => volume.Secret is not null).Secret.SecretName;
            var paths = template.Spec.Containers.SelectMany(container => (container.Env ?? []).Select(variable => variable.Value).Concat(container.Args ?? []))
                .Where(value => value?.StartsWith("/tls/", StringComparison.Ordinal) == true).ToList();
            Assert.NotEmpty(paths);
            Assert.All(paths, path => Assert.Contains(path!["/tls/".Length..], _secrets[mounted]));
        }
    }

    [Fact]
    public void Every_pod_keeps_the_rules_restricted_and_writes_only_to_its_volumes()
    {
        Assert.Equal("restricted", Assert.Single(_objects.OfType<V1Namespace>()).Metadata.Labels["pod-security.kubernetes.io/enforce"]);
        foreach (var (name, template) in Pods)
        {
            Assert.True(template.Spec.SecurityContext is { RunAsNonRoot: true, SeccompProfile.Type: "RuntimeDefault" }, name);
            Assert.False(template.Spec.AutomountServiceAccountToken ?? true, name);
            foreach (var container in template.Spec.Containers)
                Assert.True(container.SecurityContext is { AllowPrivilegeEscalation: false, ReadOnlyRootFilesystem: true, Capabilities.Drop: ["ALL"] }, name);
        }
    }

    [Fact]
    public void Probes_services_ingresses_and_policies_name_ports_and_pods_that_exist()
    {
        foreach (var container in Pods.SelectMany(pod => pod.Template.Spec.Containers))
        {
            foreach (var probe in new[] { container.StartupProbe, container.LivenessProbe, container.ReadinessProbe }.OfType<V1Probe>())
                Assert.Contains(probe.HttpGet.Port.Value, container.Ports.Select(port => port.Name));
        }

        foreach (var service in _objects.OfType<V1Service>())
        {
            var ports = PortsOf(service.Spec.Selector);
            Assert.All(service.Spec.Ports.Where(port => port.TargetPort is not null), port => Assert.Contains(port.TargetPort.Value, ports));
        }

        foreach (var path in _objects.OfType<V1Ingress>().SelectMany(ingress => ingress.Spec.Rules).SelectMany(rule => rule.Http.Paths))
        {
            var service = _objects.OfType<V1Service>().Single(service => service.Metadata.Name == path.Backend.Service.Name);
            Assert.Contains(path.Backend.Service.Port.Name, service.Spec.Ports.Select(port => port.Name));
        }

        foreach (var policy in _objects.OfType<V1NetworkPolicy>())
        {
            Assert.Equal(["Ingress"], policy.Spec.PolicyTypes);
            foreach (var port in (policy.Spec.Ingress ?? []).SelectMany(rule => rule.Ports ?? []))
                Assert.All(Labels(policy.Spec.PodSelector), labels => Assert.Contains(port.Port.Value, PortsOf(labels)));
        }

        foreach (var deployment in _objects.OfType<V1Deployment>())
        {
            var budget = _objects.OfType<V1PodDisruptionBudget>().Single(budget => budget.Metadata.Name == deployment.Metadata.Name);
            Assert.Equal(deployment.Spec.Selector.MatchLabels, budget.Spec.Selector.MatchLabels);
            Assert.Equal(deployment.Spec.Selector.MatchLabels, deployment.Spec.Template.Metadata.Labels);
        }

        // Nobody reaches a pod that no policy names.
        Assert.Contains(_objects.OfType<V1NetworkPolicy>(), policy => policy.Spec is { PodSelector: { MatchLabels: null, MatchExpressions: null }, Ingress: null });
    }

    [Fact]
    public void The_arguments_of_a_silo_are_those_of_the_program()
    {
        var arguments = Pods.Single(pod => pod.Name == "central").Template.Spec.Containers.Single().Args.Select(word => word.Replace("$(POD_IP)", "10.0.0.7", StringComparison.Ordinal)).ToArray();
        var settings = SettingSources.Take(arguments);
        Assert.Empty(SiloCommand.Create(settings).Parse([.. settings.OtherArguments]).Errors);
    }

    /// <summary>The labels of all pods that a policy is for.</summary>
    private static List<Dictionary<string, string>> Labels(V1LabelSelector selector) => selector.MatchExpressions is [var expression]
        ? [.. expression.Values.Select(value => new Dictionary<string, string> { [expression.Key] = value })]
        : [new Dictionary<string, string>(selector.MatchLabels)];

    private List<string> PortsOf(IDictionary<string, string> labels)
    {
        var pods = Pods.Where(pod => labels.All(label => pod.Template.Metadata.Labels.TryGetValue(label.Key, out var value) && value == label.Value)).ToList();
        Assert.NotEmpty(pods);
        return [.. pods.SelectMany(pod => pod.Template.Spec.Containers).SelectMany(container => container.Ports).Select(port => port.Name ?? "")];
    }

    private void Collect(string folder)
    {
        var kustomization = KubernetesYaml.Deserialize<Kustomization>(File.ReadAllText(Path.Combine(folder, "kustomization.yaml")), strict: true);
        Assert.Equal("live-parking", kustomization.Namespace);
        foreach (var secret in kustomization.SecretGenerator ?? [])
        {
            var files = secret.Files.Select(file => file.Split('=')).ToList();
            Assert.All(files, file => Assert.True(File.Exists(Path.Combine(folder, file[^1])), $"{folder} has no {file[^1]}"));
            _secrets.Add(secret.Name, [.. files.Select(file => file[0])]);
        }

        foreach (var resource in kustomization.Resources ?? [])
        {
            var path = resource == "../../secrets" ? _folder["secrets"] : Path.GetFullPath(Path.Combine(folder, resource));
            if (Directory.Exists(path))
                Collect(path);
            else
                _objects.AddRange(KubernetesYaml.LoadAllFromString(File.ReadAllText(path), strict: true));
        }

        foreach (var image in kustomization.Images ?? [])
        {
            Assert.Contains(image.Name, Pods.SelectMany(pod => pod.Template.Spec.Containers).Select(container => container.Image));
            Assert.Equal(typeof(SiloCommand).Assembly.GetName().Version!.ToString(3), image.NewTag);
        }

        // What the patch changes is there.
        Assert.All(
            kustomization.Patches is null ? [] : _objects.OfType<V1NetworkPolicy>().Where(policy => policy.Metadata.Name is "central" or "redis"),
            policy => Assert.NotNull(policy.Spec.Ingress[0].FromProperty[1].IpBlock.Cidr));
    }

    private sealed class Kustomization
    {
        public string? ApiVersion { get; set; }

        public string? Kind { get; set; }

        public string? Namespace { get; set; }

        public List<string>? Resources { get; set; }

        public List<Generator>? SecretGenerator { get; set; }

        public List<Image>? Images { get; set; }

        public List<Dictionary<string, object>>? Patches { get; set; }
    }

    private sealed class Generator
    {
        public string Name { get; set; } = "";

        public List<string> Files { get; set; } = [];
    }

    private sealed class Image
    {
        public string Name { get; set; } = "";

        public string? NewName { get; set; }

        public string? NewTag { get; set; }
    }
}
