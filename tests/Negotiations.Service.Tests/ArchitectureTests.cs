using System.Reflection;
using ArchUnitNET.Fluent.Slices;
using ArchUnitNET.Loader;

namespace Negotiations.Service.Tests;

/// <summary>Dependencies point one way: between the assemblies as ARCHITECTURE.md draws them, and between the folders of each.</summary>
public sealed class ArchitectureTests
{
    private const string Prefix = "Negotiations.";

    // What each assembly may use of the others.
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Domain"] = [],
        ["Contracts"] = ["Domain"],
        ["Store"] = ["Domain", "Contracts"],
        ["Web"] = ["Domain", "Contracts"],
        ["Client"] = ["Domain", "Contracts"],
        ["Cli"] = ["Domain", "Contracts", "Client"],
        ["EmbeddedPostgres"] = [],
        ["Service"] = ["Domain", "Contracts", "Store", "Web", "EmbeddedPostgres"],
    };

    public static TheoryData<string> Assemblies => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void An_assembly_uses_only_those_below_it(string name)
    {
        var used = Load(name).GetReferencedAssemblies().Select(reference => reference.Name!)
            .Where(reference => reference.StartsWith(Prefix, StringComparison.Ordinal));

        used.Select(reference => reference[Prefix.Length..]).Except(Allowed[name]).ShouldBeEmpty();
    }

    [Fact]
    public void The_domain_needs_nothing_but_the_platform()
    {
        var used = Load("Domain").GetReferencedAssemblies().Select(reference => reference.Name!);

        used.Where(reference => !reference.StartsWith("System.", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Domain")]
    [InlineData("Contracts")]
    [InlineData("Store")]
    [InlineData("Web")]
    [InlineData("Service")]
    public void The_folders_of_an_assembly_form_no_cycle(string name)
    {
        var architecture = new ArchLoader().LoadAssembly(Load(name)).Build();

        var cycles = SliceRuleDefinition.Slices().Matching($"{Prefix}{name}.(*)").Should().BeFreeOfCycles().Evaluate(architecture)
            .Where(result => !result.Passed);

        cycles.Select(result => result.Description).ShouldBeEmpty();
    }

    private static Assembly Load(string name) => Assembly.Load(name == "Cli" ? "negotiations" : Prefix + name);
}
