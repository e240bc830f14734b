namespace Negotiations.Service.Tests;

/// <summary>The files that tests read beside what is built.</summary>
internal static class Repository
{
    /// <summary>The repository's top folder.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Negotiations.sln"))) return folder.FullName;
        throw new InvalidOperationException("the tests do not run inside the repository");
    }
}
